import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { homeOf, makeHome, type Home } from './home';
import { lockHome } from './lock-home';
import { identify } from './process-identity';

describe('the lock of a home', () => {
  let home: Home;
  beforeEach(() => {
    home = homeOf({ PYAIRTABLE_HOME: mkdtempSync(join(tmpdir(), 'pyairtable-lock-')) });
    makeHome(home);
  });
  afterEach(() => rmSync(home.folder, { recursive: true }));

  it('is refused while a living process has it, and free again afterwards', () => {
    const unlock = lockHome(home);
    expect(() => lockHome(home)).toThrow(`already runs on ${home.folder} (process ${process.pid})`);
    unlock();
    expect(existsSync(home.lock)).toBe(false);
    lockHome(home)();
  });

  it('is taken over from a process that died', () => {
    const { pid } = spawnSync('true');
    writeFileSync(home.lock, JSON.stringify({ pid, startedAt: '1' }));
    expect(lockHome(home)).not.toThrow();
  });

  it('is taken over when another process has got the number of the dead one', () => {
    writeFileSync(home.lock, JSON.stringify({ ...identify(process.pid), startedAt: 'earlier' }));
    expect(lockHome(home)).not.toThrow();
  });
});
