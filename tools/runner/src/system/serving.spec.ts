import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { homeOf } from './home';
import { isServed, noteServed } from './serving';

it('know which service of a home is served, and which other is not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pyairtable-home-'));
  try {
    const home = homeOf({ PYAIRTABLE_HOME: folder });
    const giveBack = noteServed(home, 'auth');
    expect([isServed(home, 'auth'), isServed(home, 'api')]).toEqual([true, false]);
    giveBack();
    expect(isServed(home, 'auth')).toBe(false);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
