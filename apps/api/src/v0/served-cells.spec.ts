import { ApiHarness, type Client } from '../testing/api-harness';

describe('cells that services of ours fill', () => {
  let api: ApiHarness;
  let mia: Client;
  let baseId: string;
  let tableId: string;
  let url: string;
  let meta: string;
  let recordId: string;

  const idOf = async (name: string) => {
    const { body } = await mia.get(`/v0/meta/bases/${baseId}/tables`);
    return body.tables[0].fields.find((field: { name: string }) => field.name === name).id as string;
  };
  const asText = async () =>
    (await mia.get(`${url}/${recordId}?cellFormat=string&timeZone=utc&userLocale=en`)).body.fields;

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const base = await api.base(mia, [{ name: 'T', fields: [{ name: 'Name', type: 'singleLineText' }] }]);
    baseId = base.id;
    tableId = base.tables[0].id;
    [url, meta] = [`/v0/${baseId}/T`, `/v0/meta/bases/${baseId}/tables/T/fields`];
    recordId = (await mia.post(url, { fields: { Name: 'a' } })).body.id;
    const fields = [
      { name: 'Visit', type: 'button', options: { label: 'Go', url: 'https://ex.org/a' } },
      {
        name: 'Sum',
        type: 'aiText',
        options: { prompt: ['Of ', { field: { fieldId: await idOf('Name') } }] },
      },
      { name: 'Source', type: 'externalSyncSource', options: { choices: [{ name: 'CRM' }] } },
    ];
    for (const field of fields) expect((await mia.post(meta, field)).status).toBe(200);
  });
  afterAll(() => api?.stop());

  it('say what the reference says of them before any service has', async () => {
    const { body } = await mia.get(`${url}/${recordId}`);
    expect(body.fields).toEqual({
      Name: 'a',
      Visit: { label: 'Go', url: 'https://ex.org/a' },
      Sum: { state: 'empty', isStale: false, value: null },
    });
    expect(await asText()).toEqual({ Name: 'a', Visit: 'Go' });
    const made = await mia.post(url, { fields: { Name: 'b' } });
    expect(made.body.fields).toEqual({ ...body.fields, Name: 'b' });
    const sorted = await mia.get(`${url}?sort[0][field]=Visit&sort[1][field]=Sum&sort[2][field]=Source`);
    expect(sorted.body.records).toHaveLength(2);
  });

  it('show fields with the options that were given, and what the server derives', async () => {
    const { body } = await mia.get(`/v0/meta/bases/${baseId}/tables`);
    const [name, visit, sum, source] = body.tables[0].fields;
    expect(visit.options).toEqual({ label: 'Go', url: 'https://ex.org/a' });
    expect(sum.options).toEqual({
      prompt: ['Of ', { field: { fieldId: name.id } }],
      referencedFieldIds: [name.id],
    });
    expect(source.options.choices).toMatchObject([{ name: 'CRM', color: 'blueLight2' }]);
  });

  it.each(['Visit', 'Sum', 'Source'])('%s takes no value, not even null', async (name) => {
    for (const value of [null, 'CRM', { label: 'x', url: null }]) {
      const refused = await mia.patch(`${url}/${recordId}`, { fields: { [name]: value }, typecast: true });
      expect([refused.status, refused.body.error]).toEqual([
        422,
        {
          type: 'INVALID_VALUE_FOR_COLUMN',
          message: `Field "${name}" cannot accept a value because the field is computed`,
        },
      ]);
    }
  });

  it('of a button follow its options, and formulas read its label', async () => {
    const field = `/v1/bases/${baseId}/tables/${tableId}/fields/${await idOf('Visit')}`;
    const changed = await mia.patch(field, { options: { label: 'Open', url: '' } });
    expect([changed.status, changed.body.options]).toEqual([200, { label: 'Open', url: null }]);
    const kept = await mia.patch(field, { options: { formula: '{Name}' } });
    expect(kept.body.options).toEqual({ label: 'Open', url: null, formula: `{${await idOf('Name')}}` });
    expect((await mia.patch(field, { options: { url: 'ftp://ex.org' } })).body.error.type).toBe(
      'INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE',
    );
    const text = { name: 'Text', type: 'formula', options: { formula: "{Visit} & '/' & {Sum} & {Source}" } };
    expect((await mia.post(meta, text)).status).toBe(200);
    const { body } = await mia.get(`${url}/${recordId}`);
    expect(body.fields).toMatchObject({ Visit: { label: 'Open', url: null }, Text: 'Open/' });
    const row = await mia.get(`/v1/bases/${baseId}/tables/${tableId}/rows/${recordId}`);
    expect(row.body.cells[await idOf('Visit')]).toEqual({ label: 'Open', url: null });
  });

  it('cannot name records, nor be merged on', async () => {
    for (const type of ['button', 'aiText', 'externalSyncSource', 'multipleAttachments', 'richText']) {
      const options = type === 'externalSyncSource' ? { options: { choices: [] } } : {};
      const refused = await mia.post(`/v0/meta/bases/${baseId}/tables`, {
        name: `Named by ${type}`,
        fields: [{ name: 'P', type, ...options }],
      });
      expect([type, refused.status]).toEqual([type, 422]);
    }
    const upsert = { performUpsert: { fieldsToMergeOn: ['Visit'] }, records: [{ fields: { Name: 'x' } }] };
    expect((await mia.patch(url, upsert)).status).toBe(422);
  });

  it('of a rank that Airtable alone keeps can be given to no field', async () => {
    const refused = await mia.post(meta, { name: 'Rank', type: 'manualSort' });
    expect([refused.status, refused.body.error.type]).toEqual([422, 'UNSUPPORTED_FIELD_TYPE_FOR_CREATE']);
  });
});
