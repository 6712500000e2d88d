import { commandOf, isAlive, workingDirectoryOf } from '@pyairtable/testkit';
import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Names of living processes that work in the folder or below it, however they were started. Linux only. */
function processesIn(folder: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      const cwd = workingDirectoryOf(pid);
      return (cwd === folder || cwd?.startsWith(`${folder}/`)) && isAlive(pid);
    })
    .map((pid) => `${pid} ${commandOf(pid) ?? 'unnamed'}`);
}

/** The same once there is none any more, or those that are still there after the time. */
export async function processesLeftIn(folder: string, timeoutMs: number): Promise<string[]> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = processesIn(folder);
    if (found.length === 0 || Date.now() > deadline) return found;
    await sleep(50);
  }
}
