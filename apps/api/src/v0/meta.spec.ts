import { newId } from '@pyairtable/kernel';
import { ApiHarness, type Client } from '../testing/api-harness';

describe('the meta API', () => {
  let api: ApiHarness;
  let mia: Client;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are read as they come; the assertions say their shape.
  let base: any;
  let tables: string;
  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client({
      scopes: [
        'data.records:read',
        'data.records:write',
        'schema.bases:read',
        'schema.bases:write',
        'workspacesAndBases:read',
        'workspacesAndBases:write',
      ],
    });
    base = await api.base(mia, [
      { name: 'Deals', description: 'Pipeline', fields: [{ name: 'Name', type: 'singleLineText' }] },
    ]);
    tables = `/v0/meta/bases/${base.id}/tables`;
  });
  afterAll(() => api?.stop());

  it('says who asks, with the address only for the scope', async () => {
    expect((await mia.get('/v0/meta/whoami')).body).toEqual({ id: mia.userId });
    const open = await api.client();
    expect((await open.get('/v0/meta/whoami')).body).toEqual({
      id: open.userId,
      email: `${open.userId.toLowerCase()}@example.test`,
    });
    const asked = await mia.get('/v0/meta/whoami?include=email');
    expect([asked.status, asked.body.error.type]).toEqual([422, 'INVALID_REQUEST_UNKNOWN']);
  });

  it('lists a base as soon as it is made, and refuses stray parameters', async () => {
    expect((await mia.get('/v0/meta/bases')).body).toEqual({
      bases: [{ id: base.id, name: 'Test base', permissionLevel: 'create' }],
    });
    expect((await mia.get('/v0/meta/bases?pageSize=3')).body.error.type).toBe('INVALID_REQUEST_UNKNOWN');
  });

  it('makes tables with fields in their read form and one grid view', async () => {
    const made = await mia.post(tables, {
      name: 'Meetings',
      fields: [
        { name: 'Name', type: 'singleLineText' },
        {
          name: 'Stage',
          type: 'singleSelect',
          options: { choices: [{ name: 'Lead' }, { name: 'Won', color: 'greenBright' }] },
        },
        {
          name: 'Meet',
          type: 'dateTime',
          options: { dateFormat: { name: 'iso' }, timeFormat: { name: '24hour' }, timeZone: 'utc' },
        },
      ],
    });
    expect(made.body).toEqual({
      id: expect.stringMatching(/^tbl/),
      name: 'Meetings',
      primaryFieldId: made.body.fields[0].id,
      fields: [
        { id: expect.any(String), name: 'Name', type: 'singleLineText' },
        {
          id: expect.any(String),
          name: 'Stage',
          type: 'singleSelect',
          options: {
            choices: [
              { id: expect.stringMatching(/^sel/), name: 'Lead', color: 'blueLight2' },
              { id: expect.any(String), name: 'Won', color: 'greenBright' },
            ],
          },
        },
        {
          id: expect.any(String),
          name: 'Meet',
          type: 'dateTime',
          options: {
            dateFormat: { name: 'iso', format: 'YYYY-MM-DD' },
            timeFormat: { name: '24hour', format: 'HH:mm' },
            timeZone: 'utc',
          },
        },
      ],
      views: [{ id: expect.stringMatching(/^viw/), name: 'Grid view', type: 'grid' }],
    });
    const shown = (await mia.get(`${tables}?include=visibleFieldIds`)).body.tables.at(-1);
    expect(shown.views[0].visibleFieldIds).toEqual(made.body.fields.map(({ id }: { id: string }) => id));
    expect((await mia.get(`/v0/meta/bases/${base.id}/views`)).body.views).toHaveLength(2);
    expect((await mia.get(`/v0/meta/bases/${base.id}/views/${made.body.views[0].id}`)).body).toEqual(
      made.body.views[0],
    );
  });

  it('changes tables and fields, and answers with the whole of them', async () => {
    const renamed = await mia.patch(`${tables}/Deals`, { name: 'Sales' });
    expect(renamed.body).toMatchObject({
      id: base.tables[0].id,
      name: 'Sales',
      description: 'Pipeline',
      fields: [expect.any(Object)],
      views: [expect.any(Object)],
    });
    const field = base.tables[0].fields[0];
    const changed = await mia.patch(`${tables}/Sales/fields/${field.id}`, { name: 'Deal name' });
    expect(changed.body).toEqual({ ...field, name: 'Deal name' });
    expect((await mia.patch(`${tables}/Sales/fields/${field.id}`, {})).body.error.type).toBe(
      'INVALID_REQUEST_UNKNOWN',
    );
  });

  it.each([
    [{ name: 'Name 2', type: 'longText' }, 'INVALID_REQUEST_UNKNOWN', undefined],
    [{ name: 'Deal name', type: 'email' }, 'DUPLICATE_OR_EMPTY_FIELD_NAME', null],
    [{ name: '', type: 'email' }, 'DUPLICATE_OR_EMPTY_FIELD_NAME', null],
    [
      { name: 'Ok', type: 'checkbox' },
      'INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE',
      'Invalid options for Sales.Ok: Failed schema validation: <Field>.options is missing',
    ],
    [
      { name: 'Sum', type: 'rollup', options: {} },
      'INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE',
      'Invalid options for Sales.Sum: Failed schema validation: <Field>.options.recordLinkFieldId is missing',
    ],
    [
      { name: 'L', type: 'multipleRecordLinks', options: { linkedTableId: newId('table') } },
      'INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE',
      undefined,
    ],
  ])('refuses the field %j with %s', async (body, type, message) => {
    const answer = await mia.post(`${tables}/Sales/fields`, body);
    expect([answer.status, answer.body.error.type]).toEqual([422, type]);
    if (message !== undefined) expect(answer.body.error.message ?? null).toBe(message);
  });

  it('lets records be picked from a view of the linked table, and of no other', async () => {
    const [deals, other] = await Promise.all([
      mia.post(tables, { name: 'Linked', fields: [{ name: 'N', type: 'email' }] }),
      mia.post(tables, { name: 'Other', fields: [{ name: 'N', type: 'email' }] }),
    ]);
    const link = (viewIdForRecordSelection: string, linkedTableId = deals.body.id) =>
      mia.post(`${tables}/Other/fields`, {
        name: `From ${viewIdForRecordSelection}`,
        type: 'multipleRecordLinks',
        options: { linkedTableId, viewIdForRecordSelection },
      });
    for (const refused of [await link(newId('view')), await link(other.body.views[0].id)]) {
      expect([refused.status, refused.body.error.type]).toEqual([
        422,
        'INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE',
      ]);
    }
    const made = await link(deals.body.views[0].id);
    expect(made.body.options.viewIdForRecordSelection).toBe(deals.body.views[0].id);
    expect((await link(other.body.views[0].id, other.body.id)).status).toBe(200);
    const own = `/v1/bases/${base.id}/tables/${other.body.id}/fields/${made.body.id}`;
    const moved = await mia.patch(own, { options: { viewIdForRecordSelection: other.body.views[0].id } });
    expect([moved.status, moved.body.error.type]).toEqual([422, 'INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE']);
    expect((await mia.patch(own, { description: 'x' })).status).toBe(200);
  });

  it('makes both ends of a link at once, and refuses to be given the other end', async () => {
    const fields = [{ name: 'N', type: 'singleLineText' }];
    const accounts = (await mia.post(tables, { name: 'Accounts', fields })).body;
    const contents = (await mia.post(tables, { name: 'Contents', fields })).body;
    const link = (table: string, name: string, options: object) =>
      mia.post(`${tables}/${table}/fields`, { name, type: 'multipleRecordLinks', options });
    const made = await link('Accounts', 'contents', { linkedTableId: contents.id });
    expect(made.status).toBe(200);
    const ends = async () => {
      const { body } = await mia.get(tables);
      return [accounts.id, contents.id].map((id) =>
        body.tables
          .find((table: { id: string }) => table.id === id)
          .fields.map(({ name, type }: { name: string; type: string }) => `${name}: ${type}`),
      );
    };
    const before = await ends();
    expect(before).toEqual([
      ['N: singleLineText', 'contents: multipleRecordLinks'],
      ['N: singleLineText', 'Accounts: multipleRecordLinks'],
    ]);
    const inverse = { inverseLinkFieldId: made.body.id };
    for (const options of [inverse, { prefersSingleRecordLink: true }, { ...inverse, isReversed: false }]) {
      const refused = await link('Contents', 'Back', { linkedTableId: accounts.id, ...options });
      expect([refused.status, refused.body.error.type]).toEqual([
        422,
        'INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE',
      ]);
    }
    expect(await ends()).toEqual(before);
  });

  it.each([{}, { options: {} }, { options: null }])(
    'makes a field whose type has no options with %j of them',
    async (given) => {
      const field = { name: `Notes ${JSON.stringify(given)}`, type: 'multilineText' };
      const made = await mia.post(`${tables}/Sales/fields`, { ...field, ...given });
      expect([made.status, made.body]).toEqual([200, { id: expect.stringMatching(/^fld/), ...field }]);
    },
  );

  it('makes a base with no more tables and fields than it can in time', async () => {
    const fields = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ name: `F${at}`, type: 'singleLineText' }));
    const workspaceId = (await mia.post('/v1/workspaces', { name: 'Large' })).body.id;
    for (const counts of [Array(201).fill(1), [500, 500, 1]] as number[][]) {
      const tables = counts.map((count, at) => ({ name: `T${at}`, fields: fields(count) }));
      const { status, body } = await mia.post('/v0/meta/bases', { name: 'Large', workspaceId, tables });
      expect([status, body.error]).toEqual([
        422,
        {
          type: 'INVALID_REQUEST_UNKNOWN',
          message: 'A base is made with at most 200 tables and 1,000 fields; add the others one by one',
        },
      ]);
    }
  });

  it('refuses bases without a workspace, in one out of reach, and two tables of a name', async () => {
    const body = { name: 'B', tables: [{ name: 'T', fields: [{ name: 'N', type: 'singleLineText' }] }] };
    expect((await mia.post('/v0/meta/bases', body)).body).toEqual({
      error: { type: 'INVALID_REQUEST', message: 'Server error' },
    });
    const nowhere = await mia.post('/v0/meta/bases', { ...body, workspaceId: newId('workspace') });
    expect([nowhere.status, nowhere.body.error.type]).toEqual([404, 'MODEL_ID_NOT_FOUND']);
    expect((await mia.post(tables, { ...body.tables[0], name: 'Sales' })).body.error.type).toBe(
      'DUPLICATE_TABLE_NAME',
    );
  });
});
