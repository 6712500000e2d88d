import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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

/** What tells a process from a later one of the same id: the start of its life, where the system says it. */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return '';
  }
}

/** Whether the process that a lock names is there; a text that names none was left by one that was killed. */
function isHeld(text) {
  const [pid, start = ''] = text.split(' ');
  return Number(pid) > 0 && isRunning(Number(pid)) && startOf(pid) === start;
}

const read = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};

/** Puts a whole file under a name that nothing has yet; false where something has it. */
function linked(from, file) {
  try {
    linkSync(from, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Whether the lock is ours now; one that a process left behind is taken away. */
function take(file) {
  const own = `${file}.${process.pid}`;
  try {
    writeFileSync(own, `${process.pid} ${startOf(process.pid)}`);
    if (linked(own, file)) return true;
    const holder = read(file);
    if (holder === undefined || isHeld(holder)) return false;
    // Another may have taken it away and hold a new one by now, which is put back.
    renameSync(file, own);
    if (isHeld(read(own) ?? '')) linked(own, file);
    return false;
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/**
 * Runs `work` while no other command of this checkout runs its own under the same file; who waits calls `waiting` once,
 * with the file, as whoever knows better may remove it.
 */
export async function alone(file, work, waiting) {
  mkdirSync(dirname(file), { recursive: true });
  let told = false;
  while (!take(file)) {
    if (!told && read(file) !== undefined) {
      told = true;
      waiting(file);
    }
    await pause(ASKED_EVERY_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
