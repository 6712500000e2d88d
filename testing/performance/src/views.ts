/** `npm run bench -- views`: the workloads of views and of very many bases. WORKLOADS, separated by commas, chooses some. */
import { agent } from './ask-system';
import { bases } from './views/bases';
import { groups } from './views/groups';
import { largeViews } from './views/large-views';
import { search } from './views/search';

const WORKLOADS: Readonly<Record<string, () => Promise<void>>> = {
  bases,
  groups,
  large: largeViews,
  search,
};

const chosen = process.env['WORKLOADS']?.split(',') ?? Object.keys(WORKLOADS);
try {
  for (const name of chosen) {
    const run = WORKLOADS[name];
    if (!run)
      throw new Error(`There is no workload ${name}; there are ${Object.keys(WORKLOADS).join(', ')}.`);
    console.log(`\n${name}`);
    await run();
  }
} finally {
  agent.destroy();
}
