import { documentedCommands } from '@pyairtable/checks/documented-commands';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { workspaceRoot } from '@pyairtable/testkit';
import { inject } from 'vitest';
import { adminOf, newBase, newPerson, type Person } from '../people';
import { revokeToken, signInSession } from '../session';
import { McpTools } from './mcp-tools';

interface Shown {
  id: string;
  fields: Record<string, unknown>;
}

/** The command of the server's README for standard input and output. */
const STDIO = documentedCommands(workspaceRoot).find(
  ({ file, command }) => file === 'python-services/mcp-server/README.md' && command.endsWith('--stdio'),
)?.command;

describe('our MCP server, driven by the official client', () => {
  const system = inject('system');
  let mia: Person;

  const overHttp = (token?: string) =>
    McpTools.connect(
      new StreamableHTTPClientTransport(new URL('/mcp', system.baseUrl), {
        requestInit: { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } },
      }),
    );
  const overStdio = (token: string) =>
    McpTools.connect(
      new StdioClientTransport({
        command: 'sh',
        args: [
          '-c',
          `exec env ${STDIO?.replace('pat…', token).replace('http://127.0.0.1:8080', system.baseUrl)}`,
        ],
        cwd: workspaceRoot,
      }),
    );

  beforeAll(async () => {
    mia = await newPerson(system, 'Mia');
  });

  it.each([
    ['streamable HTTP through the gateway', overHttp],
    ['standard input and output', overStdio],
  ])('serves its eight tools over %s', async (_way, connect) => {
    const { baseId } = await newBase(system, mia, 'Agents', [
      {
        name: 'Tasks / now',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Weight', type: 'number', options: { precision: 1 } },
        ],
      },
    ]);
    const tools = await connect(mia.token);
    try {
      expect(await tools.names()).toEqual([
        'create_records',
        'delete_records',
        'describe_table',
        'get_record',
        'list_bases',
        'list_records',
        'list_tables',
        'update_records',
      ]);
      const { bases } = await tools.call<{ bases: { id: string; name: string }[] }>('list_bases');
      expect(bases).toContainEqual(expect.objectContaining({ id: baseId, name: 'Agents' }));
      const { tables } = await tools.call<{ tables: unknown[] }>('list_tables', { base_id: baseId });
      expect(tables).toEqual([expect.objectContaining({ name: 'Tasks / now', fields: ['Name', 'Weight'] })]);
      const table = { base_id: baseId, table: 'Tasks / now' };
      expect(await tools.call('describe_table', table)).toMatchObject({
        name: 'Tasks / now',
        fields: [{ type: 'singleLineText' }, { type: 'number', options: { precision: 1 } }],
      });

      const made = await tools.call<{ records: Shown[] }>('create_records', {
        ...table,
        records: [{ Name: 'Sow', Weight: 2.5 }, { Name: 'Reap' }, { Name: 'Thresh' }],
      });
      const [sow, reap, thresh] = made.records as [Shown, Shown, Shown];
      expect(await tools.call('get_record', { ...table, record_id: sow.id })).toMatchObject({
        id: sow.id,
        fields: { Name: 'Sow', Weight: 2.5 },
      });
      const updated = await tools.call<{ records: Shown[] }>('update_records', {
        ...table,
        records: [{ id: reap.id, fields: { Weight: 7 } }],
      });
      expect(updated.records[0]?.fields).toEqual({ Name: 'Reap', Weight: 7 });
      const page = { ...table, sort: [{ field: 'Name', direction: 'desc' }], page_size: 2 };
      const first = await tools.call<{ records: Shown[]; offset: string }>('list_records', page);
      const second = await tools.call<{ records: Shown[] }>('list_records', {
        ...page,
        offset: first.offset,
      });
      expect([first, second].map(({ records }) => records.map(({ fields }) => fields['Name']))).toEqual([
        ['Thresh', 'Sow'],
        ['Reap'],
      ]);
      await tools.call('delete_records', { ...table, record_ids: [sow.id, reap.id, thresh.id] });
      expect(await tools.call('list_records', table)).toMatchObject({ records: [] });
      await expect(tools.call('list_tables', { base_id: 'appAAAAAAAAAAAAAA' })).rejects.toThrow(
        'INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND',
      );
    } finally {
      await tools.close();
    }
  });

  it('refuses a caller without a token, with an unknown one, and with a session cookie', async () => {
    await expect(overHttp()).rejects.toThrow('AUTHENTICATION_REQUIRED');
    await expect(overHttp('patNobody')).rejects.toThrow('AUTHENTICATION_REQUIRED');
    const { cookie } = await signInSession(system, mia);
    const ping = await fetch(new URL('/mcp', system.baseUrl), {
      method: 'POST',
      headers: {
        cookie,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' }),
    });
    expect(ping.status).toBe(401);
    const where = /resource_metadata="([^"]+)"/.exec(ping.headers.get('www-authenticate') ?? '')?.[1];
    const metadata = await fetch(String(where)).then((answer) => answer.json());
    expect(metadata).toMatchObject({ resource: new URL('/mcp', system.baseUrl).href });
  });

  it('answers a call that comes without a handshake, or with a session that it never gave', async () => {
    for (const session of [undefined, 'a-session-of-yesterday']) {
      const answer = await fetch(new URL('/mcp', system.baseUrl), {
        method: 'POST',
        headers: {
          authorization: `Bearer ${mia.token}`,
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          ...(session ? { 'mcp-session-id': session } : {}),
        },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'list_bases' } }),
      });
      expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('permissionLevel')]);
    }
  });

  it('says that a view does not exist, whatever its name looks like, in the words of the API', async () => {
    const { baseId } = await newBase(system, mia, 'Names', [
      { name: '2024', fields: [{ name: 'Name', type: 'singleLineText' }], records: [{ Name: 'a' }] },
    ]);
    const tools = await overHttp(mia.token);
    try {
      for (const view of ['null', 'true', '[1]'])
        await expect(tools.call('list_records', { base_id: baseId, table: '2024', view })).rejects.toThrow(
          'VIEW_NAME_NOT_FOUND',
        );
    } finally {
      await tools.close();
    }
  });

  it('refuses a token that was revoked in mid-session within a second', async () => {
    const { id, token } = await adminOf(system).createToken({ email: mia.email, name: 'agent' });
    const { cookie } = await signInSession(system, mia);
    const tools = await overHttp(token);
    try {
      await tools.call('list_bases');
      await revokeToken(system, cookie, id);
      const revoked = performance.now();
      // When the last call began that was answered: a busy machine answers late what began in time.
      let answered = 0;
      const ask = async () => {
        const began = performance.now() - revoked;
        try {
          await tools.call('list_bases');
          answered = began;
          return 'answered';
        } catch (error) {
          return (error as Error).message;
        }
      };
      await expect.poll(ask, { interval: 50, timeout: 30_000 }).toContain('AUTHENTICATION_REQUIRED');
      expect(answered).toBeLessThan(1_000);
    } finally {
      await tools.close();
    }
  });
});
