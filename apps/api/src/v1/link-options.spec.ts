import type { BaseSchema, Field } from '@pyairtable/contracts';
import { newId } from '@pyairtable/kernel';
import { ApiHarness, type Client } from '../testing/api-harness';

describe('options of a link under /v1', () => {
  let api: ApiHarness;
  let mia: Client;
  let url: string;
  let tasks: string;
  let people: BaseSchema['tables'][0];

  const add = (options: object, name = newId('field')) =>
    mia.post(`${url}/tables/${tasks}/fields`, {
      name,
      type: 'multipleRecordLinks',
      options: { linkedTableId: people.id, ...options },
    });
  const patch = (field: Field, options: object) =>
    mia.patch(`${url}/tables/${tasks}/fields/${field.id}`, { options });
  /** As the base shows the field. */
  const shown = async ({ id }: Field): Promise<Record<string, unknown>> => {
    const { body } = await mia.get(url);
    const fields = (body as BaseSchema).tables.flatMap((table) => table.fields);
    return fields.find((field) => field.id === id)?.options as Record<string, unknown>;
  };

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const workspace = await mia.post('/v1/workspaces', { name: 'Own' });
    const { body } = await mia.post('/v1/bases', {
      workspaceId: workspace.body.id,
      name: 'Plan',
      tables: [{ name: 'Tasks' }, { name: 'People' }],
    });
    url = `/v1/bases/${body.id}`;
    tasks = body.tables[0].id;
    people = body.tables[1];
  });
  afterAll(() => api?.stop());

  it('are set for a new field and changed one by one, the others and the other end staying', async () => {
    const view = people.views[0]?.id;
    const made = await add({ prefersSingleRecordLink: true, viewIdForRecordSelection: view });
    expect(made.status).toBe(201);
    const { inverseLinkFieldId, ...options } = made.body.options;
    expect(options).toEqual({
      linkedTableId: people.id,
      isReversed: false,
      prefersSingleRecordLink: true,
      viewIdForRecordSelection: view,
    });
    expect((await patch(made.body, { viewIdForRecordSelection: null })).status).toBe(200);
    expect(await shown(made.body)).toEqual({
      ...options,
      viewIdForRecordSelection: undefined,
      inverseLinkFieldId,
    });
    expect((await patch(made.body, { prefersSingleRecordLink: false })).status).toBe(200);
    expect((await patch(made.body, { viewIdForRecordSelection: view })).status).toBe(200);
    expect(await shown(made.body)).toEqual({
      ...options,
      prefersSingleRecordLink: false,
      inverseLinkFieldId,
    });
  });

  it('may stand in the fields of a new table', async () => {
    const link = { linkedTableId: people.id, prefersSingleRecordLink: true };
    const fields = [
      { name: 'Name', type: 'singleLineText' },
      { name: 'Owner', type: 'multipleRecordLinks', options: link },
    ];
    const made = await mia.post(`${url}/tables`, { name: 'Notes', fields });
    expect(made.body.fields[1].options).toMatchObject(link);
    const refused = await mia.post(`/v0/meta${url.slice(3)}/tables`, { name: 'Others', fields });
    expect([refused.status, refused.body.error.type]).toEqual([422, 'INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE']);
  });

  it('are refused where they are none, and stay as they were', async () => {
    const { body: field } = await add({});
    const before = await shown(field);
    const [view] = ((await mia.get(url)).body as BaseSchema).tables[0]?.views ?? [];
    for (const options of [
      { prefersSingleRecordLink: 'yes' },
      { viewIdForRecordSelection: view?.id },
      { viewIdForRecordSelection: newId('view') },
      { inverseLinkFieldId: field.id },
      { isReversed: true },
      { more: 1 },
    ]) {
      const wrong = { status: 422, body: { error: { type: 'INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE' } } };
      expect(await patch(field, options), JSON.stringify(options)).toMatchObject(wrong);
      expect(await add(options), JSON.stringify(options)).toMatchObject(wrong);
    }
    expect(await shown(field)).toEqual(before);
  });
});
