import { portIsFree, waitForExit } from '@pyairtable/testkit';
import type { ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { start } from './nx';

/** The first of as many ports in a row, far from those that a running system has, and free. */
export async function freeRange(length: number): Promise<number> {
  for (;;) {
    const first = randomInt(22_000, 32_000);
    const free = await Promise.all(Array.from({ length }, (_, index) => portIsFree(first + index)));
    if (free.every(Boolean)) return first;
  }
}

/** The first answer of the address; gives up as soon as the process that should serve it has ended. */
export async function firstAnswer(
  url: string,
  server: ChildProcess,
): Promise<{ status: number; body: unknown }> {
  for (;;) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
      return { status: response.status, body: await response.json() };
    } catch (error) {
      if (server.exitCode !== null) throw error;
      await sleep(100);
    }
  }
}

/**
 * Runs a command that serves until the address answers 200, then ends it as Ctrl-C does. Answers what the address said, once
 * the command has ended and its port is free. `work` is done meanwhile, told what has been printed so far.
 */
export async function served(
  root: string,
  url: URL,
  command: readonly [string, ...string[]],
  work: (printed: () => string, child: ChildProcess) => Promise<void> = async () => undefined,
): Promise<unknown> {
  const { child, printed } = start(root, ...command);
  const pid = child.pid ?? 0;
  try {
    const { status, body } = await firstAnswer(url.href, child).catch(() => {
      throw new Error(`${command.join(' ')} did not answer:\n${printed()}`);
    });
    expect(status).toBe(200);
    await work(printed, child);
    process.kill(-pid, 'SIGINT');
    expect(await waitForExit(pid, 20_000)).toBe(true);
    expect(await portIsFree(Number(url.port))).toBe(true);
    return body;
  } finally {
    if (child.exitCode === null && child.signalCode === null) process.kill(-pid, 'SIGKILL');
  }
}
