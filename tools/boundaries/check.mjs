// Applies rules.mjs to the whole project graph, Go and Python included. Exits 1 and names every violation.
import { createProjectGraphAsync } from '@nx/devkit';
import { depConstraints } from './rules.mjs';
import { boundaryViolations } from './src/violations.ts';

const graph = await createProjectGraphAsync({ exitOnError: true });
const violations = boundaryViolations(graph, depConstraints);
for (const line of violations) console.error(`boundaries: ${line}`);
if (violations.length === 0)
  console.log(`boundaries: ${Object.keys(graph.nodes).length} projects keep the rules`);
process.exit(violations.length === 0 ? 0 : 1);
