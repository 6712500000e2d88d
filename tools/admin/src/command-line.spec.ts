import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { runAdmin } from './command-line';

/** Any JSON file there is. */
const workspacePackage = fileURLToPath(new URL('../package.json', import.meta.url));

interface Call {
  method: string | undefined;
  path: string | undefined;
  authorization: string | undefined;
  body: unknown;
}

describe('the admin command line', () => {
  let server: Server;
  let url: string;
  let calls: Call[];
  let answer: (call: Call) => { status: number; body: unknown };

  const record = async (request: IncomingMessage): Promise<Call> => {
    const body = await text(request);
    return {
      method: request.method,
      path: request.url,
      authorization: request.headers.authorization,
      body: body === '' ? undefined : JSON.parse(body),
    };
  };

  beforeAll(async () => {
    server = createServer((request, response) => {
      void record(request).then((call) => {
        calls.push(call);
        const { status, body } = answer(call);
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  });
  afterAll(() => void server.close());
  beforeEach(() => {
    calls = [];
  });

  const admin = async (args: string[], input = '') => {
    const printed: string[] = [];
    const told: string[] = [];
    const code = await runAdmin(args, {
      connect: (other) => ({ url: other ?? url, operatorToken: 'opr.secret' }),
      stdin: Readable.from([input]),
      print: (line) => void printed.push(line),
      tell: (line) => void told.push(line),
    });
    return { code, printed, told };
  };

  it('takes a password from standard input, without its line end, and prints the id of the account', async () => {
    answer = () => ({ status: 200, body: { id: 'usr1', email: 'a@b.c', name: 'a', created: true } });
    const { code, printed } = await admin(
      ['user', 'create', '--email', 'a@b.c', '--password-stdin'],
      'pass word\n',
    );
    expect([code, printed]).toEqual([0, ['usr1']]);
    expect(calls).toEqual([
      {
        method: 'POST',
        path: '/v1/admin/users',
        authorization: 'Bearer opr.secret',
        body: { email: 'a@b.c', password: 'pass word' },
      },
    ]);
  });

  it('prints a token and nothing else, with the scopes that were named', async () => {
    answer = () => ({ status: 201, body: { id: 'pat1', token: 'pat1.ff' } });
    const named = ['--scope', 'data.records:read', '--scope', 'schema.bases:read'];
    const result = await admin(['token', 'create', '--user', 'a@b.c', '--name', 'n', ...named]);
    expect(result).toEqual({ code: 0, printed: ['pat1.ff'], told: [] });
    expect(calls[0]?.body).toEqual({
      email: 'a@b.c',
      name: 'n',
      scopes: ['data.records:read', 'schema.bases:read'],
    });
  });

  it('prints the id of an imported base, and tells what of the file is not valid or not kept', async () => {
    const warnings = [{ path: 'tables[0].fields[1]', message: 'Unknown field: Gone' }];
    const imported = {
      baseId: 'app1',
      workspaceId: 'wsp1',
      tables: 1,
      records: 0,
      warnings,
      ignored: ['files'],
    };
    answer = ({ path }) => {
      const users = { users: [{ id: 'usr1', email: 'demo@pyairtable.local', name: 'Demo' }] };
      return { status: 200, body: path?.startsWith('/v1/admin/users') ? users : imported };
    };
    expect(await admin(['base', 'import', workspacePackage])).toEqual({
      code: 0,
      printed: ['app1'],
      told: ['tables[0].fields[1]: Unknown field: Gone', 'files: is not kept'],
    });
  });

  it('imports an export as another base where it is asked to, without its people unless they are asked for', async () => {
    answer = ({ path }) => {
      const users = { users: [{ id: 'usr1', email: 'demo@pyairtable.local', name: 'Demo' }] };
      const imported = { baseId: 'app2', warnings: [], ignored: [] };
      return { status: 200, body: path?.startsWith('/v1/admin/users') ? users : imported };
    };
    const folder = mkdtempSync(join(tmpdir(), 'pyairtable-admin-'));
    const file = join(folder, 'base.json');
    writeFileSync(file, JSON.stringify({ id: 'app1', name: 'Orders', tables: [{ id: 'tbl1' }] }));
    expect((await admin(['base', 'import', file, '--copy'])).printed).toEqual(['app2']);
    await admin(['base', 'import', file, '--copy', '--collaborators']);
    await admin(['base', 'import', file]);
    rmSync(folder, { recursive: true });
    const sent = calls.flatMap(({ path, body }) => (path === '/v1/admin/bases/import' ? [body] : []));
    const twice = (asked: object) => Array(2).fill(asked);
    expect(sent).toMatchObject([
      ...twice({ copy: true, collaborators: false }),
      ...twice({ copy: true, collaborators: true }),
      ...twice({ file: { id: 'app1' } }),
    ]);
    expect(sent.slice(4)).not.toContainEqual(expect.objectContaining({ copy: expect.anything() }));
  });

  it.each([
    ['a missing option', ['token', 'create', '--user', 'a@b.c'], '--name is missing'],
    ['an unknown option', ['base', 'export', 'appAAAAAAAAAAAAAA', '--fast'], '--fast'],
    ['an unknown command', ['base', 'delete', 'x'], 'There is no command "base delete"'],
    ['a base that is no id', ['base', 'export', 'x'], 'is no base id'],
    ['a password as an argument', ['user', 'create', '--email', 'a@b.c', '--password', 'x'], '--password'],
    [
      'an empty scope',
      [...'token create --user a@b.c --name n --scope'.split(' '), ''],
      '--scope is missing',
    ],
    ['an empty workspace', ['base', 'import', workspacePackage, '--workspace', ''], '--workspace is missing'],
    ['an empty password', ['user', 'create', '--email', 'a@b.c', '--password-stdin'], 'held no password'],
  ])('answers %s with exit code 2 and asks nothing of the server', async (_what, args, said) => {
    const { code, printed, told } = await admin(args);
    expect([code, printed, calls]).toEqual([2, [], []]);
    expect(told.join('\n')).toContain(said);
  });

  it.each([
    [
      422,
      { error: { type: 'INVALID_BASE_FILE', message: 'tables[0].name: missing' } },
      'tables[0].name: missing',
    ],
    [404, { error: 'NOT_FOUND' }, 'NOT_FOUND (404)'],
    [500, { error: { type: 'SERVER_ERROR', message: 'Oops.', id: 'err7' } }, 'error id err7'],
    [502, 'bad gateway', 'The server answered 502.'],
  ])("says the server's own words when it refuses with %i", async (status, body, said) => {
    answer = () => ({ status, body });
    const { code, told } = await admin(['token', 'create', '--user', 'a@b.c', '--name', 'n']);
    expect(code).toBe(1);
    expect(told.join('\n')).toContain(said);
  });

  it('says that nothing answers at an address', async () => {
    const args = ['token', 'create', '--user', 'a@b.c', '--name', 'n', '--url', 'http://127.0.0.1:1'];
    const { code, told } = await admin(args);
    expect(code).toBe(1);
    expect(told.join('\n')).toMatch(/^PyAirtable does not answer at http:\/\/127\.0\.0\.1:1: [^\n]+$/);
  });

  it('shows the usage of a command', async () => {
    const { code, printed } = await admin(['user', 'create', '--help']);
    expect([code, printed]).toEqual([
      0,
      ['usage: npm run -s admin -- user create --email E --password-stdin [--name N]'],
    ]);
  });
});
