import { posix } from 'node:path';

/** Name and tags of a Go or Python project. Kits take their language as a prefix, since project names are global. */
export function projectIdentity(
  root: string,
  language: 'go' | 'python',
  type: 'service' | 'kit',
): { name: string; tags: string[] } {
  const folder = posix.basename(root);
  const name = type === 'kit' ? `${language}-${folder}` : folder;
  return { name, tags: ['scope:server', `type:${type}`, `lang:${language}`, `project:${name}`] };
}
