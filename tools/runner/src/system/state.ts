import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { waitForExit } from '@pyairtable/testkit';
import type { Home } from './home';
import { isRecord, readHomeFile } from './home-file';
import { isIdentity, stillRuns, type ProcessIdentity } from './process-identity';
import { signalGroup } from './signal-group';
import { writePrivateFile } from './write-file';

export interface RunningService extends ProcessIdentity {
  port: number;
  url: string;
}

/** What runs now, for the admin command, tests and the next start; state.json of the home. */
export interface SystemState {
  /** Address of the gateway. */
  url: string;
  runner: ProcessIdentity;
  /** True from the moment every service was healthy and seeded. */
  ready: boolean;
  postgres?: { pid: number; port: number };
  services: Record<string, RunningService>;
}

const isState = (value: unknown): value is SystemState =>
  isRecord(value) &&
  typeof value['url'] === 'string' &&
  isIdentity(value['runner']) &&
  isRecord(value['services']) &&
  Object.values(value['services']).every(isIdentity);

/** The state of the home's system, or undefined when none was left. It may be of a system that died. */
export const readState = (home: Home): SystemState | undefined =>
  readHomeFile(home.state, isState, 'Delete it, once no process of PyAirtable runs on this folder.');

export const writeState = (home: Home, state: SystemState): void =>
  writePrivateFile(home.state, `${JSON.stringify(state, null, 2)}\n`);

export const removeState = (home: Home): void => rmSync(home.state, { force: true });

/** Ends services that a killed runner left; its guardian is given the first seconds to do so. */
export async function endLeftovers(home: Home): Promise<void> {
  const state = readState(home);
  if (!state) return;
  const left = Object.values(state.services);
  for (let tenths = 0; tenths < 60 && left.some(stillRuns); tenths += 1) await sleep(100);
  for (const { pid } of left.filter(stillRuns)) {
    signalGroup(pid, 'SIGKILL');
    await waitForExit(pid, 2_000);
  }
}
