import { nxEnv } from '../build/build';
import { runChecks } from '../test/checks';
import { OutcomeCount } from '../test/outcome-count';

/** `npm run verify`: project references, formatting, boundaries and what else the repository says of itself, without any test. */
export async function run(): Promise<number> {
  const count = new OutcomeCount();
  await runChecks({ ...nxEnv(), NO_COLOR: '1', FORCE_COLOR: '0' }, count);
  console.log(`${count.passed} passed, ${count.failed} failed`);
  return count.failed === 0 ? 0 : 1;
}
