import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AdminClient } from '@pyairtable/admin';
import { documentedCommands } from '@pyairtable/checks/documented-commands';
import { workspaceRoot } from '@pyairtable/testkit';
import { startSystem, type RunningSystem } from './start-system';

interface BaseFile {
  name: string;
  tables: { name: string; fields: { name: string; type: string }[]; records: unknown[] }[];
}

describe('npm run admin', () => {
  let system: RunningSystem;
  let folder: string;
  beforeAll(async () => {
    system = await startSystem();
    folder = mkdtempSync(join(tmpdir(), 'pyairtable-admin-'));
  });
  afterAll(async () => {
    await system.stop();
    rmSync(folder, { recursive: true });
  });

  const admin = (args: string[], input = '') => {
    const { status, stdout, stderr } = spawnSync('npm', ['run', '-s', 'admin', '--', ...args], {
      cwd: workspaceRoot,
      env: { ...process.env, PYAIRTABLE_HOME: system.home.folder },
      input,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    return { status, stdout, stderr };
  };
  const identity = (token: string) =>
    fetch(new URL('/v1/me', system.baseUrl), { headers: { authorization: `Bearer ${token}` } });
  const fileOf = (base: unknown) => {
    const path = join(folder, 'base.json');
    writeFileSync(path, JSON.stringify(base));
    return path;
  };

  it('creates a user and then a token for them, printing the token and nothing else', async () => {
    const user = admin(
      ['user', 'create', '--email', 'zoe@example.com', '--password-stdin'],
      'a long enough password\n',
    );
    expect(user).toMatchObject({ status: 0, stdout: expect.stringMatching(/^usr[0-9A-Za-z]{14}\n$/) });
    const made = admin([
      'token',
      'create',
      '--user',
      'zoe@example.com',
      '--name',
      'n',
      '--scope',
      'data.records:read',
    ]);
    expect(made).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^pat[0-9A-Za-z]{14}\.[0-9a-f]{64}\n$/),
    });
    const answer = await identity(made.stdout.trim());
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ id: user.stdout.trim(), scopes: ['data.records:read'] });
  });

  it('gives a program a token and its first records by the two commands of the README', async () => {
    const [createToken = '', readRecords = ''] = [
      'npm run -s admin -- token create',
      'AIRTABLE_ENDPOINT_URL=',
    ].map(
      (start) =>
        documentedCommands(workspaceRoot).find(
          ({ file, command }) => file === 'README.md' && command.startsWith(start),
        )?.command,
    );
    const { operatorToken, baseUrl: url } = system;
    const [movies] = await new AdminClient({ url, operatorToken }).findBases('Movies');
    const script = `${createToken}\n${readRecords}`
      .replaceAll(/(?<=> |cat )token/g, join(folder, 'token'))
      .replace('http://127.0.0.1:8080', url)
      .replace('app…', movies?.id ?? '');
    const { status, stdout, stderr } = spawnSync('sh', ['-c', script], {
      cwd: workspaceRoot,
      env: { ...process.env, PYAIRTABLE_HOME: system.home.folder },
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.match(/\bTitle: /g)).toHaveLength(3);
  });

  it('refuses what is called wrongly with the usage and exit code 2', () => {
    expect(admin(['token', 'create', '--user', 'zoe@example.com'])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('--name is missing'),
    });
    expect(admin(['user', 'create', '--email', 'x@example.com', '--nonsense']).status).toBe(2);
    expect(admin(['base', 'delete']).status).toBe(2);
  });

  it('says in one line that a user does not exist', () => {
    const made = admin(['token', 'create', '--user', 'nobody@example.com', '--name', 'n']);
    expect(made).toMatchObject({ status: 1, stdout: '' });
    expect(made.stderr.trim()).toMatch(/^[^\n]+$/);
  });

  it('imports a base and exports it again with the same tables, fields and records', () => {
    const table = {
      name: 'Fruit',
      fields: [
        { name: 'Name', type: 'singleLineText' },
        { name: 'Weight', type: 'number', options: { precision: 2 } },
      ],
      records: [{ Name: 'Quince', Weight: 1.25 }, { Name: 'Medlar' }],
    };
    const imported = admin(['base', 'import', fileOf({ name: 'Orchard', tables: [table] })]);
    expect(imported).toMatchObject({ status: 0, stdout: expect.stringMatching(/^app[0-9A-Za-z]{14}\n$/) });
    const exported = admin(['base', 'export', imported.stdout.trim()]);
    expect(exported.status).toBe(0);
    const file = JSON.parse(exported.stdout) as BaseFile;
    expect(file.name).toBe('Orchard');
    expect(file.tables[0]?.fields.map(({ name, type }) => [name, type])).toEqual([
      ['Name', 'singleLineText'],
      ['Weight', 'number'],
    ]);
    expect(JSON.stringify(file.tables[0]?.records)).toContain('Quince');
    // The ids of the file exist already: the same file again is refused, and a copy without them is taken.
    expect(admin(['base', 'import', fileOf(file)]).status).toBe(1);
  });

  it.each([
    ['an unknown field type', 'tables[0].fields[1].type', { name: 'X', type: 'hologram' }],
    [
      'a dangling reference',
      'tables[0].fields[1].options.linkedTable',
      {
        name: 'X',
        type: 'multipleRecordLinks',
        options: { linkedTable: 'Nowhere' },
      },
    ],
    ['a duplicate id', 'tables[0].fields[1].id', { id: 'fldAAAAAAAAAAAAAA', name: 'X', type: 'number' }],
  ])('refuses %s with its path and imports nothing', async (_what, path, field) => {
    const fields = [{ id: 'fldAAAAAAAAAAAAAA', name: 'Name', type: 'singleLineText' }, field];
    const users = [{ key: '@ned', name: 'Ned', email: 'ned@example.com' }];
    const file = { name: 'Refused', users, tables: [{ name: 'T', fields }] };
    const refused = admin(['base', 'import', fileOf(file)]);
    expect(refused).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining(path) });
    const client = new AdminClient({ url: system.baseUrl, operatorToken: system.operatorToken });
    await expect(client.findBases('Refused')).resolves.toEqual([]);
    await expect(client.findUser('ned@example.com')).resolves.toBeUndefined();
  });
});
