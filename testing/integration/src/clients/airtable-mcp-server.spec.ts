import { join } from 'node:path';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { inject } from 'vitest';
import { newBase, newPerson, type Person } from '../people';
import { McpTools } from './mcp-tools';

interface Shown {
  id: string;
  fields: Record<string, unknown>;
}

describe('the npm package airtable-mcp-server', () => {
  const system = inject('system');
  let mia: Person;
  let baseId: string;
  let tools: McpTools;

  const start = (token: string) =>
    McpTools.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: [join(import.meta.dirname, 'launch-airtable-mcp-server.mjs')],
        env: { AIRTABLE_API_KEY: token, AIRTABLE_ENDPOINT_URL: system.baseUrl },
      }),
    );

  beforeAll(async () => {
    mia = await newPerson(system, 'Mia');
    const fields = [
      { name: 'Name', type: 'singleLineText' },
      { name: 'Stage', type: 'singleSelect', options: { choices: [{ name: 'Idea' }] } },
      { name: 'Weight', type: 'number', options: { precision: 1 } },
    ];
    ({ baseId } = await newBase(system, mia, 'Agents', [{ name: 'Tasks', fields }]));
    tools = await start(mia.token);
  });
  afterAll(() => tools?.close());

  it('lists bases and tables and describes a table', async () => {
    const { bases } = await tools.call<{ bases: unknown[] }>('list_bases');
    expect(bases).toEqual([{ id: baseId, name: 'Agents', permissionLevel: 'create' }]);
    const { tables } = await tools.call<{ tables: { id: string; name: string }[] }>('list_tables', {
      baseId,
      detailLevel: 'tableIdentifiersOnly',
    });
    expect(tables).toEqual([{ id: expect.stringMatching(/^tbl/), name: 'Tasks' }]);
    const { table } = await tools.call<{ table: { fields: { name: string; type: string }[] } }>(
      'describe_table',
      {
        baseId,
        tableId: tables[0]?.id,
      },
    );
    expect(table.fields.map(({ name, type }) => [name, type])).toEqual([
      ['Name', 'singleLineText'],
      ['Stage', 'singleSelect'],
      ['Weight', 'number'],
    ]);
  });

  it('creates, reads, lists, updates and deletes records', async () => {
    const { tables } = await tools.call<{ tables: { id: string }[] }>('list_tables', { baseId });
    const table = { baseId, tableId: tables[0]?.id };
    const made: Shown[] = [];
    for (const fields of [
      { Name: 'Sow', Weight: 2.5 },
      { Name: 'Reap', Stage: 'Plan' },
    ])
      made.push(await tools.call<Shown>('create_record', { ...table, fields }));
    const [sow, reap] = made as [Shown, Shown];
    // It always asks for typecast, so an unknown choice is made.
    expect(reap.fields).toEqual({ Name: 'Reap', Stage: 'Plan' });
    expect(await tools.call('get_record', { ...table, recordId: sow.id })).toMatchObject({
      id: sow.id,
      fields: { Name: 'Sow', Weight: 2.5 },
    });
    const listed = await tools.call<{ records: Shown[] }>('list_records', {
      ...table,
      sort: [{ field: 'Name', direction: 'asc' }],
      fields: ['Name'],
    });
    expect(listed.records.map(({ fields }) => fields)).toEqual([{ Name: 'Reap' }, { Name: 'Sow' }]);
    const updated = await tools.call<{ records: Shown[] }>('update_records', {
      ...table,
      records: [{ id: sow.id, fields: { Weight: 3 } }],
    });
    expect(updated.records).toEqual([{ id: sow.id, fields: { Name: 'Sow', Weight: 3 } }]);
    expect(await tools.call('delete_records', { ...table, recordIds: [sow.id, reap.id] })).toEqual({
      records: [{ id: sow.id }, { id: reap.id }],
    });
    expect(await tools.call('list_records', table)).toEqual({ records: [] });
  });

  it('lists more records than one page holds', async () => {
    const records = Array.from({ length: 230 }, (_, at) => ({ Name: `r${at}` }));
    const fields = [{ name: 'Name', type: 'singleLineText' }];
    const many = await newBase(system, mia, 'Many', [{ name: 'Rows', fields, records }]);
    const { tables } = await tools.call<{ tables: { id: string }[] }>('list_tables', { baseId: many.baseId });
    const listed = await tools.call<{ records: Shown[] }>('list_records', {
      baseId: many.baseId,
      tableId: tables[0]?.id,
    });
    expect(listed.records.map((record) => record.fields['Name'])).toEqual(records.map(({ Name }) => Name));
  });

  it('creates tables and fields', async () => {
    const { table } = await tools.call<{ table: { id: string; name: string } }>('create_table', {
      baseId,
      name: 'Crew',
      fields: [{ name: 'Name', type: 'singleLineText' }],
    });
    expect(table.name).toBe('Crew');
    const made = await tools.call('create_field', {
      baseId,
      tableId: table.id,
      nested: { field: { name: 'Born', type: 'date', options: { dateFormat: { name: 'iso' } } } },
    });
    expect(made).toMatchObject({ field: { name: 'Born', type: 'date' } });
  });

  it("passes our refusals on in Airtable's words", async () => {
    const stranger = await start('patNobody');
    try {
      await expect(stranger.call('list_bases')).rejects.toThrow('AUTHENTICATION_REQUIRED');
    } finally {
      await stranger.close();
    }
    await expect(tools.call('list_tables', { baseId: 'appAAAAAAAAAAAAAA' })).rejects.toThrow(
      'INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND',
    );
  });
});
