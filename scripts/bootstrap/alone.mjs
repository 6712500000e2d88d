import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const ASKED_EVERY_MS = 500;

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Whether the lock is ours now; one that a process left behind is taken away. */
function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  try {
    const holder = Number(readFileSync(file, 'utf8'));
    if (holder > 0 && !isRunning(holder)) rmSync(file, { force: true });
  } catch {
    // Gone meanwhile.
  }
  return false;
}

/** Runs `work` while no other command of this checkout runs its own under the same file; who waits calls `waiting` once. */
export async function alone(file, work, waiting) {
  mkdirSync(dirname(file), { recursive: true });
  for (let first = true; !take(file); first = false) {
    if (first) waiting();
    await pause(ASKED_EVERY_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
