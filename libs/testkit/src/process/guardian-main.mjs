/**
 * Outlives its parent by a moment: when the pipe to standard input ends without "done", the parent was killed, and
 * every process it had registered is stopped, the last ones (a database) after all others; folders are removed.
 * Lines on standard input: {"add":{pid,group,signal,last}} {"remove":pid} {"folder":path} {"done":true}
 */
import { readFileSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

const GRACE_MS = 5_000;
const children = new Map();
const folders = new Set();

const send = ({ pid, group }, signal) => {
  try {
    process.kill(group ? -pid : pid, signal);
    return true;
  } catch {
    return false;
  }
};

/** Its parent is dead, so nobody may reap it: a process that has ended counts as gone although its number lives on. */
const isGone = (entry) => {
  if (!send(entry, 0)) return true;
  try {
    const stat = readFileSync(`/proc/${entry.pid}/stat`, 'latin1');
    return stat[stat.lastIndexOf(')') + 2] === 'Z';
  } catch {
    return false;
  }
};

async function stop(entries) {
  for (const entry of entries) send(entry, entry.signal);
  const deadline = Date.now() + GRACE_MS;
  while (!entries.every(isGone) && Date.now() < deadline) await new Promise((r) => setTimeout(r, 25));
  for (const entry of entries) send(entry, 'SIGKILL');
}

for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  if (message.add) children.set(message.add.pid, message.add);
  if (message.remove) children.delete(message.remove);
  if (message.folder) folders.add(message.folder);
  if (message.done) process.exit(0);
}
const all = [...children.values()];
await stop(all.filter((entry) => !entry.last));
await stop(all.filter((entry) => entry.last));
for (const folder of folders) rmSync(folder, { recursive: true, force: true });
