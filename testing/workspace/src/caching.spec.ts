import { workspaceRoot } from '@pyairtable/testkit';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './nx';

interface Graph {
  graph: { nodes: Record<string, { data: { targets: Record<string, { cache?: boolean }> } }> };
}

/** What `npm test` runs before the whole system's tests, and what `npm run check` runs. */
const CACHED = ['lint', 'typecheck', 'test', 'build', 'check', 'format'];

describe('the cache of Nx', () => {
  it('keeps every result that depends on files alone', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pyairtable-graph-'));
    try {
      const file = join(folder, 'graph.json');
      expect(run(workspaceRoot, 'nx', 'graph', `--file=${file}`)).toMatchObject({ code: 0 });
      const { nodes } = (JSON.parse(readFileSync(file, 'utf8')) as Graph).graph;
      const targets = Object.entries(nodes).flatMap(([project, { data }]) =>
        CACHED.filter((name) => data.targets[name]).map((name) => ({
          task: `${project}:${name}`,
          cached: data.targets[name]?.cache === true,
        })),
      );
      expect(targets.length).toBeGreaterThan(Object.keys(nodes).length);
      expect(targets.filter(({ cached }) => !cached)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
