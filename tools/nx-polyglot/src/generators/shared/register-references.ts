import { updateJson, type Tree } from '@nx/devkit';

interface Solution {
  references?: { path: string }[];
}

/** Adds the project to the solution file, as `nx sync` would. */
export function registerReference(tree: Tree, root: string): void {
  updateJson<Solution>(tree, 'tsconfig.json', (solution) => ({
    ...solution,
    references: [...(solution.references ?? []), { path: `./${root}` }],
  }));
}
