import { workspaceRoot } from '@pyairtable/testkit';
import { graphTargets } from './graph';

/** What `npm test` runs before the whole system's tests, and what `npm run verify` runs. */
const CACHED = ['lint', 'typecheck', 'test', 'build', 'check', 'format'];

describe('the cache of Nx', () => {
  it('keeps every result that depends on files alone', () => {
    const projects = Object.entries(graphTargets(workspaceRoot));
    const tasks = projects.flatMap(([project, targets]) =>
      CACHED.filter((name) => targets[name]).map((name) => ({
        task: `${project}:${name}`,
        cached: targets[name]?.cache === true,
      })),
    );
    expect(tasks.length).toBeGreaterThan(projects.length);
    expect(tasks.filter(({ cached }) => !cached)).toEqual([]);
  });
});
