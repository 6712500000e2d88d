import { posix } from 'node:path';
import type { ProjectConfiguration } from '@nx/devkit';

/** What go.ts and python.ts find out about a folder. */
export interface LanguageFolder {
  root: string;
  language: 'go' | 'python';
  /** True when the folder holds a program, false for a kit. */
  runs: boolean;
  sourceRoot: string;
  readsContracts: boolean;
  targets: NonNullable<ProjectConfiguration['targets']>;
}

/** The Go or Python project of a folder. Kits take their language as a prefix, since project names are global. */
export function languageProject(folder: LanguageFolder): ProjectConfiguration {
  const { root, language, runs, sourceRoot, readsContracts, targets } = folder;
  const name = runs ? posix.basename(root) : `${language}-${posix.basename(root)}`;
  return {
    root,
    name,
    tags: ['scope:server', runs ? 'type:service' : 'type:kit', `lang:${language}`, `project:${name}`],
    projectType: runs ? 'application' : 'library',
    sourceRoot,
    metadata: { technologies: [language] },
    implicitDependencies: readsContracts ? ['contracts'] : [],
    targets,
  };
}
