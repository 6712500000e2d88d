import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './nx';

/** A target as Nx knows it, as far as tests ask. */
export interface Target {
  cache?: boolean;
}

type Nodes = Record<string, { data: { targets: Record<string, Target> } }>;

/** Every project's targets by name, as Nx draws them from the workspace. */
export function graphTargets(root: string): Record<string, Record<string, Target>> {
  const folder = mkdtempSync(join(tmpdir(), 'pyairtable-graph-'));
  try {
    const file = join(folder, 'graph.json');
    const { code, output } = run(root, 'nx', 'graph', `--file=${file}`);
    if (code !== 0) throw new Error(`nx graph failed:\n${output}`);
    const { nodes } = (JSON.parse(readFileSync(file, 'utf8')) as { graph: { nodes: Nodes } }).graph;
    return Object.fromEntries(Object.entries(nodes).map(([name, { data }]) => [name, data.targets]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The names of every project's targets. */
export const projectTargets = (root: string): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(graphTargets(root)).map(([name, targets]) => [name, Object.keys(targets)]),
  );
