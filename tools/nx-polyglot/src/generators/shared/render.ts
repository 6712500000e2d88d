import { join } from 'node:path';
import {
  formatFiles,
  generateFiles,
  installPackagesTask,
  type GeneratorCallback,
  type Tree,
} from '@nx/devkit';

/**
 * Writes the templates of a generator's `files` folder under root, formats what changed, and answers the step that
 * links the new package, unless it is to be skipped.
 */
export async function render(
  tree: Tree,
  generatorFolder: string,
  root: string,
  substitutions: Record<string, unknown>,
  { install }: { install: boolean },
): Promise<GeneratorCallback> {
  generateFiles(tree, join(generatorFolder, 'files'), root, { ...substitutions, tmpl: '' });
  await formatFiles(tree);
  return () => {
    if (install) installPackagesTask(tree, true);
  };
}
