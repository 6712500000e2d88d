import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface GuardedProcess {
  pid: number;
  /** The process leads a group; the whole group is stopped. */
  group: boolean;
  signal: NodeJS.Signals;
  /** Stopped only when all others are gone: the database. */
  last: boolean;
}

/** Stops registered processes if this process dies without a chance to do so itself (`kill -9`, out of memory). */
export interface Guardian {
  watch(child: GuardedProcess): void;
  unwatch(pid: number): void;
  /** Removes the folder too, after the processes. */
  removeFolder(path: string): void;
  /** Lets the guardian go; nothing is stopped. */
  close(): void;
}

/** Starts a guardian in a session of its own, so that a terminal's Ctrl-C does not reach it. */
export function startGuardian(): Guardian {
  const script = fileURLToPath(new URL('guardian-main.mjs', import.meta.url));
  const child = spawn(process.execPath, [script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  child.unref();
  // Writing to a guardian that was killed must not take us down: we only lose the safety net.
  child.stdin.on('error', () => undefined);
  (child.stdin as unknown as { unref?: () => void }).unref?.();
  const tell = (message: object) => child.stdin.write(`${JSON.stringify(message)}\n`);
  return {
    watch: (guarded) => tell({ add: guarded }),
    unwatch: (pid) => tell({ remove: pid }),
    removeFolder: (folder) => tell({ folder }),
    close: () => child.stdin.end(`${JSON.stringify({ done: true })}\n`),
  };
}
