import { undeclaredReads } from './declared-reads.ts';
import { dependencyProblems } from './dependencies/check.ts';
import { missingPages } from './documents/missing-pages.ts';
import { provedCommandProblems } from './documents/proved-commands.ts';
import { projectNameProblems } from './project-names.ts';
import { serviceProblems } from './services/check.ts';
import { soakSpecProblems } from './soak-specs.ts';
import { undeclaredInputs } from './undeclared-inputs.ts';

/** The checks of the workspace by name; each answers one line for every fault of the tree under the root. */
export const CHECKS: Record<string, (root: string) => string[]> = {
  'services.yaml': serviceProblems,
  'dependencies.yaml': dependencyProblems,
  'project names': projectNameProblems,
  'declared reads': undeclaredReads,
  'inputs of Nx': undeclaredInputs,
  'soak specs': soakSpecProblems,
  'documented commands': provedCommandProblems,
  'pages named': missingPages,
};
