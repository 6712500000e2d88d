import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '@pyairtable/testkit';
import { type Home, homeOf } from '../system/home';
import { readState } from '../system/state';

describe('the database of a home', () => {
  let home: Home;
  let child: ChildProcess | undefined;
  beforeAll(() => {
    home = homeOf({ PYAIRTABLE_HOME: mkdtempSync(join(tmpdir(), 'pyairtable-postgres-')) });
  });
  afterAll(() => {
    child?.kill('SIGKILL');
    rmSync(home.folder, { recursive: true, force: true });
  });

  function start(): { said: () => string; ended: Promise<unknown[]> } {
    let said = '';
    child = spawn(process.execPath, [join(workspaceRoot, 'tools/runner/src/main.ts'), 'postgres'], {
      cwd: workspaceRoot,
      env: { ...process.env, DATABASE_URL: '', PYAIRTABLE_HOME: home.folder },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (said += String(text)));
    return { said: () => said, ended: once(child, 'exit') };
  }

  it('is stopped again when it does not take the password of the home, which is said with what to do', async () => {
    const first = start();
    await vi.waitFor(() => expect(readState(home)?.ready, first.said()).toBe(true), {
      timeout: 60_000,
      interval: 50,
    });
    child?.kill('SIGINT');
    expect(await first.ended).toEqual([0, null]);

    const secrets = JSON.parse(readFileSync(home.secrets, 'utf8'));
    writeFileSync(home.secrets, JSON.stringify({ ...secrets, postgres: 'of another home' }));
    const second = start();
    expect(await second.ended).toEqual([1, null]);
    expect(second.said()).toContain(
      `The database in ${home.postgres} does not take the password in ${home.secrets}: put back the file that belongs to it.`,
    );
    // PostgreSQL removes its lock file when it has stopped, and the runner gives the home back.
    expect(existsSync(join(home.postgres, 'postmaster.pid'))).toBe(false);
    expect([existsSync(home.lock), existsSync(home.state)]).toEqual([false, false]);

    writeFileSync(home.secrets, '{"postgres": "cut o');
    const third = start();
    expect(await third.ended).toEqual([1, null]);
    expect(third.said().trim().split('\n')).toEqual([expect.stringContaining(`${home.secrets} is damaged.`)]);
    expect(existsSync(join(home.postgres, 'postmaster.pid'))).toBe(false);
  }, 120_000);
});
