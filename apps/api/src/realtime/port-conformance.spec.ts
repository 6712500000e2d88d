import type { Field, Table } from '@pyairtable/contracts';
import { type BasePorts, describePorts } from '@pyairtable/realtime/testing';
import { describeComputedPorts } from '@pyairtable/realtime/testing/computed';
import { HOUSE } from '@pyairtable/store-postgres';
import { ApiHarness } from '../testing/api-harness';

const started: ApiHarness[] = [];
afterAll(() => Promise.all(started.map((api) => api.stop())));

interface Opened {
  ports: BasePorts;
  /** Adds a field to the table; answers its id. */
  add(field: unknown): Promise<string>;
}

async function open(): Promise<Opened> {
  const api = await ApiHarness.start();
  started.push(api);
  const owner = await api.client();
  const made = await api.base(owner, [
    {
      name: 'Rows',
      fields: [
        { name: 'Text', type: 'singleLineText' },
        { name: 'Number', type: 'number', options: { precision: 0 } },
        { name: 'Changed by', type: 'lastModifiedBy' },
      ],
    },
  ]);
  const [table] = made.tables as [Table];
  const [text, number, changedBy] = table.fields.map(({ id }) => id) as [string, string, string];
  const caller = (user: { userId: string; resources: readonly string[] | null }) => ({
    ...user,
    scopes: ['data.records:read', 'data.records:write'],
    source: 'client' as const,
  });
  const reader = caller({ userId: owner.userId, resources: null });
  const { rows, changes, ops } = api.store;
  const viewId = table.views[0]?.id as string;
  const sort = [{ fieldId: text, direction: 'asc' }];
  await owner.patch(`/v1/bases/${made.id}/tables/${table.id}/views/${viewId}`, { sort });
  const ports: BasePorts = {
    tableId: table.id,
    text,
    number,
    changedBy,
    log: { read: (after, limit) => changes.read(made.id, after, limit, HOUSE) },
    access: { levels: (users) => changes.levels(made.id, users, HOUSE) },
    execute: (user, op) => ops.execute(caller(user), made.id, op),
    setLevel: (userId, level) => api.share(made.id, userId, level),
    async window({ start, limit, after, sorted }) {
      const answer = await rows.window(reader, made.id, table.id, {
        view: sorted ? viewId : undefined,
        start,
        limit,
        after: after ?? null,
      });
      return JSON.parse(answer);
    },
    rows: async (ids, fields) => JSON.parse(await rows.read(reader, made.id, table.id, ids, fields)).rows,
    ids: async (start, limit) => JSON.parse(await rows.ids(reader, made.id, table.id, { start, limit })),
  };
  const add = async (field: unknown) => {
    const answer = await owner.post(`/v0/meta/bases/${made.id}/tables/${table.id}/fields`, field);
    if (answer.status !== 200) throw new Error(answer.text);
    return (answer.body as Field).id;
  };
  return { ports, add };
}

describePorts('the store', async () => (await open()).ports);

describeComputedPorts('the store', async () => {
  const { ports, add } = await open();
  const peers = await add({
    name: 'Peers',
    type: 'multipleRecordLinks',
    options: { linkedTableId: ports.tableId },
  });
  const formula = (name: string, source: string) =>
    add({ name, type: 'formula', options: { formula: source } });
  const own = await formula('Own', '{Text} & "-" & {Number}');
  const names = await formula('Names', 'UPPER({Peers} & "")');
  const through = { recordLinkFieldId: peers, fieldIdInLinkedTable: ports.number };
  const sum = await add({ name: 'Sum', type: 'rollup', options: { ...through, formula: 'SUM(values)' } });
  const total = await formula('Total', '{Sum} + {Number} + LEN({Own})');
  return { ...ports, peers, own, names, sum, total };
});
