import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresAccount } from './account';

const isRoot = process.getuid?.() === 0;

describe.runIf(isRoot)('the account of PostgreSQL under root', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pyairtable-account-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const runIn = (paths: string[], script: string) => {
    const { file, args, ...ids } = postgresAccount(paths).command(realpathSync(process.execPath), [
      '-e',
      script,
    ]);
    // Nx asks its tasks for colours, and console.log would give them to a number.
    return execFileSync(file, args, {
      ...ids,
      cwd: '/',
      encoding: 'utf8',
      env: { ...process.env, FORCE_COLOR: '1' },
    });
  };

  it('is not root', () => {
    chmodSync(folder, 0o755);
    expect(
      Number(runIn([join(folder, 'any')], 'process.stdout.write(String(process.getuid()))')),
    ).toBeGreaterThan(0);
  });

  it('reaches a program below a folder that it may not enter, also where the program asks first', () => {
    const program = join(folder, 'program');
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const ask = `fs.accessSync(${JSON.stringify(program)}, fs.constants.X_OK); process.stdout.write(String(process.getuid() > 0))`;
    expect(runIn([program], ask)).toBe('true');
  });
});

describe.skipIf(isRoot)('the account of PostgreSQL under an ordinary user', () => {
  it('is that user, whatever the path', () =>
    expect(postgresAccount(['/root/x']).command('initdb', ['-D', 'x'])).toEqual({
      file: 'initdb',
      args: ['-D', 'x'],
    }));
});
