import { ApiHarness, type Client } from '../testing/api-harness';

let api: ApiHarness;
let mia: Client;

beforeAll(async () => {
  api = await ApiHarness.start();
  mia = await api.client();
});

afterAll(() => api.stop());

it('refuses a primary formula whose value would be made of itself by way of titles, and of no others', async () => {
  const table = { name: 'Tasks', fields: [{ name: 'Task', type: 'formula', options: { formula: '"x"' } }] };
  const base = await api.base(mia, [table]);
  const [{ id: tasks, fields }] = base.tables;
  const path = `/v1/bases/${base.id}/tables/${tasks}/fields`;
  const make = async (field: unknown) => (await mia.post(path, field)).body as { id: string };
  const next = await make({
    name: 'Next',
    type: 'multipleRecordLinks',
    options: { linkedTableId: tasks },
  });
  const overNext = { recordLinkFieldId: next.id };
  await make({
    name: 'Names',
    type: 'multipleLookupValues',
    options: { ...overNext, fieldIdInLinkedTable: next.id },
  });
  await make({ name: 'How many', type: 'count', options: overNext });
  const define = (formula: string) => mia.patch(`${path}/${fields[0].id}`, { options: { formula } });

  const refused = [
    ['{Next} & ""', 'Task → Task'],
    ['COUNTA({Names})', 'Task → Names → Task'],
  ] as const;
  for (const [formula, way] of refused) {
    const answer = await define(formula);
    expect([answer.status, answer.body.error.message]).toEqual([
      422,
      `Invalid options for Tasks.Task: The field would be computed from itself: ${way}.`,
    ]);
  }
  expect((await define('"task with " & {How many}')).status).toBe(200);
  const made = await mia.post(`/v0/${base.id}/${tasks}`, { fields: {} });
  expect(made.body.fields).toEqual({ Task: 'task with 0', 'How many': 0 });
});
