import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '@pyairtable/testkit';
import { inject } from 'vitest';

it('takes the pictures of the main README by the command of our own', () => {
  const readme = readFileSync(join(workspaceRoot, 'testing/e2e/README.md'), 'utf8');
  const [, command] = /`PYAIRTABLE_HOME=… ([^`]+)`/.exec(readme) ?? [];
  const folder = mkdtempSync(join(tmpdir(), 'pyairtable-pictures-'));
  try {
    const { status, stderr } = spawnSync('sh', ['-c', `${command} ${folder}`], {
      cwd: workspaceRoot,
      env: { ...process.env, PYAIRTABLE_HOME: inject('system').home },
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
    const pictures = ['base', 'dark', 'home', 'phone', 'record'];
    expect(readdirSync(folder).sort()).toEqual(pictures.map((name) => `${name}.png`));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
