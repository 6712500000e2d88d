import type { GeneratorCallback, Tree } from '@nx/devkit';
import { namesFor } from '../shared/names.ts';
import { registerReference } from '../shared/register-references.ts';
import { render } from '../shared/render.ts';

export interface LibrarySchema {
  name: string;
  type?: 'core' | 'adapter';
  skipInstall?: boolean;
}

/** Scaffolds a source-only library under libs/: its importers compile it. A core library may do no I/O. */
export default async function tsLib(
  tree: Tree,
  { name, type = 'core', skipInstall }: LibrarySchema,
): Promise<GeneratorCallback> {
  const root = `libs/${name}`;
  const names = namesFor(tree, name, root);
  registerReference(tree, root);
  const scope = type === 'core' ? 'shared' : 'server';
  return render(tree, import.meta.dirname, root, { ...names, type, scope }, { install: !skipInstall });
}
