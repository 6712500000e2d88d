import { setTimeout as sleep } from 'node:timers/promises';
import { Progress } from '../progress';
import { aborted, stopSignal } from '../stop-signal';
import { checkHome } from '../system/check-home';
import { homeOf, makeHome } from '../system/home';
import { lockHome } from '../system/lock-home';
import { stillRuns } from '../system/process-identity';
import { readState } from '../system/state';
import { System } from '../system/system';

const READY_MS = 120_000;

/** Runs the home's database, migrated, until a signal: the database part of `nx serve`. `--ready` waits for it instead. */
export async function run(args: string[]): Promise<number> {
  const home = homeOf();
  if (args[0] === '--ready') {
    const deadline = performance.now() + READY_MS;
    while (performance.now() < deadline) {
      const state = readState(home);
      if (state?.ready && stillRuns(state.runner)) return 0;
      await sleep(150);
    }
    throw new Error(`The database of ${home.folder} is not ready after ${READY_MS / 1000} s.`);
  }
  makeHome(home);
  const signal = stopSignal(() => process.exit(1));
  const unlock = lockHome(home);
  try {
    checkHome(home);
    const system = new System({
      home,
      services: [],
      gatewayPort: 0,
      progress: new Progress(),
      env: process.env,
      signal,
    });
    try {
      await system.startDatabase();
      system.markReady();
      await aborted(signal);
      return 0;
    } finally {
      await system.stop();
    }
  } finally {
    unlock();
  }
}
