import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { homeOf, makeHome, type Home } from './home';
import { loadOperatorToken, loadSecrets } from './secrets';

describe('the secrets of a home', () => {
  let home: Home;
  beforeEach(() => {
    home = homeOf({ PYAIRTABLE_HOME: mkdtempSync(join(tmpdir(), 'pyairtable-secrets-')) });
    makeHome(home);
  });
  afterEach(() => rmSync(home.folder, { recursive: true }));

  it('are minted once, kept, and readable to their owner alone', () => {
    const first = loadSecrets(home);
    expect(loadSecrets(home)).toEqual(first);
    expect(statSync(home.secrets).mode & 0o777).toBe(0o600);
  });

  it('gain a password for a role that came later and keep the others', () => {
    const { roles, ...rest } = loadSecrets(home);
    const kept = { pyairtable_api: roles['pyairtable_api'] };
    writeFileSync(home.secrets, JSON.stringify({ ...rest, roles: kept }));
    const later = loadSecrets(home);
    expect(later.roles['pyairtable_auth']).toBeTruthy();
    expect(later.roles).toMatchObject(kept);
  });

  it('include an operator token of the agreed shape', () => {
    const token = loadOperatorToken(home);
    expect(token).toMatch(/^opr[0-9A-Za-z]{14}\.[0-9a-f]{64}$/);
    expect(loadOperatorToken(home)).toBe(token);
    expect(statSync(home.operatorToken).mode & 0o777).toBe(0o600);
  });

  it('refuse a file that holds no operator token', () => {
    writeFileSync(home.operatorToken, 'nonsense');
    expect(() => loadOperatorToken(home)).toThrow('does not hold an operator token');
  });
});
