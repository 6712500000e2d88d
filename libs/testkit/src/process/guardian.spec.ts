import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive, waitForExit } from './alive';
import { startGuardian } from './guardian';

/** A program that ignores SIGTERM or not, and says when it is ready. */
function sleeper(ignoring: boolean): Promise<number> {
  const script = `${ignoring ? "process.on('SIGTERM', () => {});" : ''} setInterval(() => {}, 1000); console.log('up')`;
  const child = spawn(process.execPath, ['-e', script], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return new Promise((done) => child.stdout.once('data', () => done(child.pid as number)));
}

/** Starts a process that has a guardian watch `pid` and a folder, and is then killed without a chance to say so. */
async function guardAndDie(pid: number, folder: string, goodbye: string): Promise<void> {
  const script = `
    const { startGuardian } = await import(${JSON.stringify(new URL('guardian.ts', import.meta.url).href)});
    const guardian = startGuardian();
    guardian.removeFolder(${JSON.stringify(folder)});
    guardian.watch({ pid: ${pid}, group: true, signal: 'SIGTERM', last: false });
    ${goodbye}
    setInterval(() => {}, 1000);
    setTimeout(() => console.log('up'), 300);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((done) => parent.stdout.once('data', done));
  parent.kill('SIGKILL');
}

describe('a guardian', () => {
  it('stops what its parent registered, and removes its folder, when the parent is killed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pyairtable-guardian-'));
    const pid = await sleeper(false);
    await guardAndDie(pid, folder, '');
    expect(await waitForExit(pid, 5_000)).toBe(true);
    await expect.poll(() => existsSync(folder), { timeout: 5_000 }).toBe(false);
  });

  it('insists when a process ignores the signal', async () => {
    const pid = await sleeper(true);
    await guardAndDie(pid, mkdtempSync(join(tmpdir(), 'pyairtable-guardian-')), '');
    expect(await waitForExit(pid, 12_000)).toBe(true);
  }, 20_000);

  it('leaves alone what was taken off its list', async () => {
    const watched = await sleeper(false);
    const freed = await sleeper(false);
    const guardian = startGuardian();
    try {
      await guardAndDie(
        watched,
        mkdtempSync(join(tmpdir(), 'pyairtable-guardian-')),
        `guardian.watch({ pid: ${freed}, group: true, signal: 'SIGTERM', last: false }); guardian.unwatch(${freed});`,
      );
      expect(await waitForExit(watched, 5_000)).toBe(true);
      expect(isAlive(freed)).toBe(true);
    } finally {
      process.kill(freed, 'SIGKILL');
      guardian.close();
    }
  });
});
