import { randomUUID } from 'node:crypto';
import type { Answer, ApiHarness, Client } from './api-harness';
import type { Draw } from '@pyairtable/testkit';

interface FileTable {
  id: string;
  name: string;
  primaryFieldId: string;
  nextNumber: number;
  fields: { id: string; name: string; type: string; options?: { choices?: { name: string }[] } }[];
  views: { id: string; name: string }[];
  records: { id: string }[];
}

/** What a base holds: the file of it, and what its computed cells show. */
export async function contentOf(client: Client, baseId: string) {
  const file = (await client.get(`/v1/bases/${baseId}/export`)).body;
  const shown = await Promise.all(
    (file.tables as FileTable[]).map(
      async ({ id }) => (await client.get(`/v0/${baseId}/${id}?returnFieldsByFieldId=true`)).body.records,
    ),
  );
  // A copy may count on behind numbers that were given later.
  const tables = (file.tables as FileTable[]).map(({ nextNumber: _, ...table }) => table);
  return { tables, links: file.links, shown };
}

/** A base in which two people do random things; what it held after each is remembered by the number of its last entry. */
export interface RandomHistory {
  baseId: string;
  moments: Map<number, unknown>;
  log: string[];
  /** So many more acts. */
  goOn(lines: number): Promise<void>;
}

export async function randomHistory(api: ApiHarness, owner: Client, draw: Draw): Promise<RandomHistory> {
  const other = await api.client({ name: 'Other' });
  const base = await api.base(owner, [
    {
      name: 'Tasks',
      fields: [
        { name: 'Name', type: 'singleLineText' },
        { name: 'Points', type: 'number', options: { precision: 0 } },
        { name: 'No', type: 'autoNumber' },
        { name: 'State', type: 'singleSelect', options: { choices: [{ name: 'Open' }, { name: 'Done' }] } },
        { name: 'Double', type: 'formula', options: { formula: '{Points} * 2 & {Name}' } },
        { name: 'Changed', type: 'lastModifiedTime' },
      ],
    },
    {
      name: 'People',
      fields: [
        { name: 'Who', type: 'singleLineText' },
        { name: 'Note', type: 'multilineText' },
      ],
    },
  ]);
  await api.share(base.id, other.userId, 'create');
  const url = `/v1/bases/${base.id}`;
  const moments = new Map<number, unknown>();
  const log: string[] = [];
  const file = async (): Promise<FileTable[]> => (await owner.get(`${url}/export`)).body.tables;
  let names = 0;
  const name = () => `N${++names}`;
  const cell = (type: string): unknown =>
    type === 'number'
      ? draw.one([null, 0, 1, 7, 30])
      : type === 'checkbox'
        ? draw.chance(0.5)
        : type === 'singleSelect'
          ? draw.one([null, 'Open', 'Done', 'Late', name()])
          : draw.one([null, 'a', 'b', '12', 'Done', 'a, b']);
  const WRITTEN = ['singleLineText', 'multilineText', 'number', 'checkbox', 'singleSelect'];
  const cells = (table: FileTable, tables: FileTable[]) =>
    Object.fromEntries(
      draw.some(table.fields, 3, 1).flatMap((field): [string, unknown][] => {
        if (WRITTEN.includes(field.type)) return [[field.id, cell(field.type)]];
        if (field.type !== 'multipleRecordLinks') return [];
        const { linkedTableId } = field.options as { linkedTableId: string };
        const linked = tables.find(({ id }) => id === linkedTableId)?.records ?? [];
        return [[field.id, linked.length === 0 ? [] : draw.some(linked, 3, 0).map(({ id }) => id)]];
      }),
    );
  const acts: Record<string, (by: Client, tables: FileTable[], table: FileTable) => Promise<Answer>> = {
    create: (by, tables, table) =>
      by.post(`/v0/${base.id}/${table.id}`, {
        typecast: true,
        records: Array.from({ length: draw.between(1, 3) }, () => ({ fields: cells(table, tables) })),
      }),
    update: (by, tables, table) =>
      by.patch(`/v0/${base.id}/${table.id}`, {
        typecast: true,
        records: draw.some(table.records, 3, 1).map(({ id }) => ({ id, fields: cells(table, tables) })),
      }),
    delete: (by, _, table) =>
      by.post(`${url}/ops`, {
        id: randomUUID(),
        kind: 'records.delete',
        tableId: table.id,
        recordIds: draw.some(table.records, 2, 1).map(({ id }) => id),
      }),
    restore: async (by) => {
      const { items } = (await by.get(`${url}/trash`)).body;
      return by.post(
        `${url}/trash/${items.length > 0 ? draw.one(items as { seq: number }[]).seq : 1}/restore`,
      );
    },
    field: (by, tables, table) =>
      by.post(
        `${url}/tables/${table.id}/fields`,
        draw.one([
          { name: name(), type: draw.one(WRITTEN.slice(0, 2)) },
          { name: name(), type: 'number', options: { precision: 1 } },
          { name: name(), type: 'autoNumber' },
          { name: name(), type: 'singleSelect', options: { choices: [{ name: 'Open' }] } },
          {
            name: name(),
            type: draw.one(['lastModifiedTime', 'lastModifiedBy']),
            options: { referencedFieldIds: [draw.one(table.fields).id] },
          },
          { name: name(), type: 'multipleRecordLinks', options: { linkedTableId: draw.one(tables).id } },
          {
            name: name(),
            type: 'formula',
            options: {
              formula: draw.one([
                `LEN({${draw.one(table.fields).id}} & '')`,
                `DATETIME_FORMAT(LAST_MODIFIED_TIME({${draw.one(table.fields).id}}), 'x')`,
              ]),
            },
          },
        ]),
      ),
    drop: (by, _, table) => by.delete(`${url}/tables/${table.id}/fields/${draw.one(table.fields).id}`),
    change: (by, _, table) =>
      by.patch(`${url}/tables/${table.id}/fields/${draw.one(table.fields).id}`, { name: name() }),
    watch: (by, _, table) =>
      by.patch(
        `${url}/tables/${table.id}/fields/${draw.one(table.fields.filter(({ type }) => type.startsWith('lastModified')).concat(table.fields.slice(0, 1))).id}`,
        { options: { referencedFieldIds: draw.some(table.fields, 2, 0).map(({ id }) => id) } },
      ),
    convert: (by, tables, table) =>
      by.post(
        `${url}/tables/${table.id}/fields/${draw.one(table.fields).id}/conversion`,
        draw.one([
          { type: 'singleLineText' },
          { type: 'multilineText' },
          { type: 'number', options: { precision: 0 } },
          { type: 'singleSelect', options: { choices: [] } },
          { type: 'multipleRecordLinks', options: { linkedTableId: draw.one(tables).id } },
          { type: 'lastModifiedTime' },
          { type: 'autoNumber' },
        ]),
      ),
    table: (by) =>
      by.post(`${url}/tables`, {
        name: name(),
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Points', type: 'number', options: { precision: 0 } },
        ],
      }),
    dropTable: (by, tables) =>
      tables.length < 3 ? owner.get(url) : by.delete(`${url}/tables/${draw.one(tables).id}`),
    placeTable: (by, tables, table) =>
      by.post(`${url}/tables/${table.id}/place`, { before: draw.one(tables).id }),
    placeField: (by, _, table) =>
      by.post(`${url}/tables/${table.id}/fields/${draw.one(table.fields).id}/place`, { before: null }),
    view: (by, _, table) => by.post(`${url}/tables/${table.id}/views`, { name: name() }),
    arrange: (by, _, table) =>
      by.patch(`${url}/tables/${table.id}/views/${draw.one(table.views).id}`, {
        sort: [{ fieldId: draw.one(table.fields).id, direction: 'desc' }],
      }),
    dropView: (by, _, table) => by.delete(`${url}/tables/${table.id}/views/${draw.one(table.views).id}`),
    rename: (by, _, table) => by.patch(`${url}/tables/${table.id}`, { name: name(), description: name() }),
  };
  const usual = ['create', 'update', 'update', 'update', 'delete', 'restore'];
  const goOn = async (lines: number) => {
    for (let line = 0; line < lines; line++) {
      const tables = await file();
      const table = draw.one(tables);
      const kind = draw.chance(0.55) ? draw.one(usual) : draw.one(Object.keys(acts));
      if (['update', 'delete'].includes(kind) && table.records.length === 0) continue;
      const answer = await (acts[kind] as (typeof acts)[string])(draw.one([owner, other]), tables, table);
      const seq: number = (await owner.get(url)).body.seq;
      log.push(`${seq} ${kind} ${table.id} ${answer.status}`);
      moments.set(seq, await contentOf(owner, base.id));
      if (answer.status >= 500) throw new Error(`${draw.seed}: ${log.join('\n')}\n${answer.text}`);
    }
  };
  return { baseId: base.id, moments, log, goOn };
}
