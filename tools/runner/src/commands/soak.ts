import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@pyairtable/testkit';
import { runTasks, testRun } from '../test/test-run';

/** An entry of testing/soak.json: an Nx task and those of its spec files that run longer under SOAK=1. */
interface Soak {
  task: string;
  specs: string[];
}

/** `npm run test:soak [-- PROJECT …]`: the long form of the specs that testing/soak.json lists, of all projects or the named. */
export async function run(projects: string[]): Promise<number> {
  const all = JSON.parse(readFileSync(join(workspaceRoot, 'testing/soak.json'), 'utf8')) as Soak[];
  const projectOf = ({ task }: Soak) => task.slice(0, task.indexOf(':'));
  const unknown = projects.find((name) => !all.some((soak) => projectOf(soak) === name));
  if (unknown !== undefined)
    throw new Error(
      `testing/soak.json has no specs of "${unknown}"; it has ${all.map(projectOf).join(', ')}.`,
    );
  const chosen = projects.length > 0 ? all.filter((soak) => projects.includes(projectOf(soak))) : all;
  return testRun(async (tests) => {
    tests.env['SOAK'] = '1';
    // A cached result may be that of the short form.
    for (const { task, specs } of chosen)
      await runTasks(['run', task, '--outputStyle=static', '--skipNxCache', '--skipSync', ...specs], tests);
  });
}
