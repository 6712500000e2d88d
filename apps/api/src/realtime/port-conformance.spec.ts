import type { Table } from '@pyairtable/contracts';
import { describePorts } from '@pyairtable/realtime/testing';
import { ApiHarness } from '../testing/api-harness';

let harness: ApiHarness | undefined;
afterAll(() => harness?.stop());

describePorts('the store', async () => {
  harness = await ApiHarness.start();
  const api = harness;
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
  return {
    tableId: table.id,
    text,
    number,
    changedBy,
    log: { read: (after, limit) => changes.read(made.id, after, limit) },
    access: { levels: (users) => changes.levels(made.id, users) },
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
});
