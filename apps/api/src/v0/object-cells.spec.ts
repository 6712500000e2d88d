import Airtable, { type Attachment } from 'airtable';
import { newId } from '@pyairtable/kernel';
import { ApiHarness, type Client } from '../testing/api-harness';

const PLAN = 'https://files.example/plan.pdf';

describe('cells that are objects', () => {
  let api: ApiHarness;
  let mia: Client;
  let baseId: string;
  let tableId: string;
  let url: string;

  const files = async (value: unknown, more: object = {}) =>
    mia.post(url, { fields: { Files: value, ...more } });
  const errorOf = ({ status, body }: Awaited<ReturnType<Client['get']>>) => [status, body.error?.type];
  const seq = async () => (await mia.get(`/v1/bases/${baseId}`)).body.seq as number;

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const base = await api.base(mia, [
      {
        name: 'T',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Files', type: 'multipleAttachments' },
          { name: 'More', type: 'multipleAttachments' },
          { name: 'Code', type: 'barcode' },
        ],
      },
      { name: 'Codes', fields: [{ name: 'Code', type: 'barcode' }] },
    ]);
    baseId = base.id;
    tableId = base.tables[0].id;
    url = `/v0/${baseId}/T`;
    expect(base.tables[0].fields[1]).toEqual({
      id: expect.stringMatching(/^fld/),
      name: 'Files',
      type: 'multipleAttachments',
      options: { isReversed: false },
    });
  });
  afterAll(() => api?.stop());

  it('of files are given by address, with a name or without, and no request leaves the server for them', async () => {
    const made = await files([{ url: PLAN }, { url: 'http://127.0.0.1:1/x', filename: 'a/b.txt' }]);
    expect([made.status, made.body.fields.Files]).toEqual([
      200,
      [
        { id: expect.stringMatching(/^att\w{14}$/), url: PLAN, filename: 'plan.pdf' },
        { id: expect.stringMatching(/^att\w{14}$/), url: 'http://127.0.0.1:1/x', filename: 'a_b.txt' },
      ],
    ]);
    const read = await mia.get(`${url}/${made.body.id}`);
    expect(read.body).toEqual(made.body);
    const text = await mia.get(`${url}/${made.body.id}?cellFormat=string&timeZone=utc&userLocale=en`);
    expect(text.body.fields.Files).toBe(`plan.pdf (${PLAN}), a_b.txt (http://127.0.0.1:1/x)`);
  });

  it('of files keep those that are named by id as they are, drop the others, and add to them', async () => {
    const made = await files([{ url: PLAN }, { url: `${PLAN}?2` }]);
    const [plan, second] = made.body.fields.Files;
    const given = [{ ...second, url: 'https://evil.example', filename: 'x' }, { url: `${PLAN}?3` }];
    const one = `${url}/${made.body.id}`;
    const kept = await mia.patch(one, { fields: { Files: given } });
    expect(kept.body.fields.Files).toEqual([second, { ...plan, id: expect.any(String), url: `${PLAN}?3` }]);
    const cleared = await mia.patch(one, { fields: { Files: [] } });
    expect(cleared.body.fields).toEqual({});
    expect(errorOf(await mia.patch(one, { fields: { Files: [{ id: second.id }] } }))).toEqual([
      422,
      'INVALID_ATTACHMENT_OBJECT',
    ]);
  });

  it('of files that are sent back as they were read change nothing', async () => {
    const made = await files([{ url: PLAN }], { Code: { text: '4006381333931', type: 'ean13' } });
    const before = await seq();
    for (const send of [mia.patch, mia.put]) {
      const echoed = await send.call(mia, `${url}/${made.body.id}`, { fields: made.body.fields });
      expect(echoed.body).toEqual(made.body);
    }
    expect(await seq()).toBe(before);
  });

  it.each([
    ['a text', 'https://ex.org'],
    ['a list of texts', ['https://ex.org']],
    ['an object', { url: PLAN }],
    ['neither address nor id', [{ filename: 'a' }]],
    ['an address that is data', [{ url: 'data:text/plain,x' }]],
    ['an address of no web page', [{ url: 'file:///etc/passwd' }]],
    ['an id at creation', [{ id: newId('attachment') }]],
    ['an id and an address at creation', [{ id: newId('attachment'), url: PLAN }]],
    ['more files than a cell holds', Array.from({ length: 1_001 }, () => ({ url: PLAN }))],
    ['an address that is too long', [{ url: `${PLAN}?${'x'.repeat(8_000)}` }]],
    ['a name that is none', [{ url: PLAN, filename: 7 }]],
  ])('of files refuse %s', async (_what, value) => {
    const before = await seq();
    expect(errorOf(await files(value))).toEqual([422, 'INVALID_ATTACHMENT_OBJECT']);
    expect(await seq()).toBe(before);
  });

  it('of files do not keep what another record has, whatever else is right in the request', async () => {
    const [one, other] = [await files([{ url: PLAN }]), await files([{ url: PLAN }])];
    const records = [
      { id: one.body.id, fields: { Name: 'changed' } },
      { id: other.body.id, fields: { Files: [{ id: one.body.fields.Files[0].id }] } },
    ];
    expect(errorOf(await mia.patch(url, { records }))).toEqual([422, 'INVALID_ATTACHMENT_OBJECT']);
    expect((await mia.get(`${url}/${one.body.id}`)).body).toEqual(one.body);
    const absent = [{ id: newId('record'), fields: { Files: [{ id: newId('attachment') }] } }];
    expect(errorOf(await mia.patch(url, { records: absent }))).toEqual([422, 'ROW_DOES_NOT_EXIST']);
  });

  it('of files take addresses as texts with typecast', async () => {
    const made = await mia.post(url, { fields: { Files: `${PLAN}, b (${PLAN}?2)` }, typecast: true });
    expect(made.body.fields.Files).toMatchObject([
      { url: PLAN, filename: 'plan.pdf' },
      { url: `${PLAN}?2`, filename: 'b' },
    ]);
  });

  it('of codes are read as they were given, and as their text', async () => {
    const code = { text: '4006381333931', type: 'ean13' };
    const made = await mia.post(url, { fields: { Code: code } });
    expect(made.body.fields).toEqual({ Code: code });
    const text = await mia.get(`${url}/${made.body.id}?cellFormat=string&timeZone=utc&userLocale=en`);
    expect(text.body.fields).toEqual({ Code: '4006381333931' });
    const cast = await mia.patch(`${url}/${made.body.id}`, { fields: { Code: 12 }, typecast: true });
    expect(cast.body.fields).toEqual({ Code: { text: '12' } });
    for (const wrong of ['12', { text: 12 }, { text: 'a', more: 1 }, [code], {}])
      expect(errorOf(await mia.post(url, { fields: { Code: wrong } }))).toEqual([
        422,
        'INVALID_VALUE_FOR_COLUMN',
      ]);
    const upsert = { performUpsert: { fieldsToMergeOn: ['Code'] }, records: [{ fields: { Code: code } }] };
    expect(errorOf(await mia.patch(url, upsert))).toEqual([422, 'INVALID_REQUEST_UNKNOWN']);
  });

  it('of codes are titles of their records, to be linked by', async () => {
    const link = await mia.post(`/v0/meta/bases/${baseId}/tables/T/fields`, {
      name: 'Coded',
      type: 'multipleRecordLinks',
      options: {
        linkedTableId: (await mia.get(`/v0/meta/bases/${baseId}/tables`)).body.tables[1].id,
      },
    });
    expect(link.status).toBe(200);
    const coded = await mia.post(`/v0/${baseId}/Codes`, {
      fields: { Code: { text: 'a b', type: 'code39' } },
    });
    const made = await mia.post(url, { fields: { Coded: ['a b', 'new'] }, typecast: true });
    expect(made.body.fields.Coded).toEqual([coded.body.id, expect.stringMatching(/^rec/)]);
    const text = await mia.get(`${url}/${made.body.id}?cellFormat=string&timeZone=utc&userLocale=en`);
    expect(text.body.fields.Coded).toBe('a b, new');
  });

  it('sort by their names and texts', async () => {
    const names = ['b', 'a10', 'a9'];
    for (const name of names)
      await files([{ url: PLAN, filename: 'z' }], {
        Code: { text: name },
        More: [{ url: PLAN, filename: name }],
        Name: 'sorted',
      });
    for (const field of ['Code', 'More']) {
      const { body } = await mia.get(`${url}?sort[0][field]=${field}`);
      const shown = body.records.filter(({ fields }: { fields: { Name?: string } }) => fields.Name);
      expect(shown.map(({ fields }: { fields: { Code: { text: string } } }) => fields.Code.text)).toEqual([
        'a9',
        'a10',
        'b',
      ]);
    }
  });

  it('are logged as they are stored, and come back with a record that is restored', async () => {
    const made = await files([{ url: PLAN }], { Code: { text: 'x', type: 'ean8' } });
    const { id: recordId, fields } = made.body;
    const ops = `/v1/bases/${baseId}/ops`;
    const op = (rest: object) => mia.post(ops, { id: crypto.randomUUID(), tableId, ...rest });
    const row = async () => (await mia.get(`/v1/bases/${baseId}/tables/${tableId}/rows/${recordId}`)).body;
    const before = await row();
    expect(Object.values(before.cells)).toEqual(expect.arrayContaining([fields.Files, fields.Code]));
    const deleted = await op({ kind: 'records.delete', recordIds: [recordId] });
    const log = (await mia.get(`/v1/bases/${baseId}/changes?after=${deleted.body.seq - 1}`)).body;
    expect(log.changes[0].changes[0].deleted[0].before).toMatchObject(before.cells);
    expect((await op({ kind: 'records.restore', seq: deleted.body.seq })).status).toBe(200);
    expect(await row()).toEqual(before);
    const [fileField] = Object.entries(before.cells).find(([, cell]) => Array.isArray(cell)) ?? [];
    const written = (cell: unknown) =>
      op({ kind: 'records.update', records: [{ id: recordId, cells: { [fileField as string]: cell } }] });
    expect((await written(null)).status).toBe(200);
    expect((await written(fields.Files)).status).toBe(200);
    expect(await row()).toEqual(before);
    expect(errorOf(await written([{ ...fields.Files[0], url: 'javascript:alert(1)' }]))).toEqual([
      422,
      'INVALID_ATTACHMENT_OBJECT',
    ]);
  });

  it('travel through an export and an import unchanged', async () => {
    const operator = await api.client({ kind: 'operator', sub: 'operator', scopes: [] });
    await files([{ url: PLAN, filename: 'kept.pdf' }], { Code: { text: 'x', type: 'ean8' } });
    const file = (await mia.get(`/v1/bases/${baseId}/export`)).body;
    const before = (await mia.get(`${url}?pageSize=100`)).body;
    expect((await mia.delete(`/v1/bases/${baseId}`)).status).toBe(204);
    expect((await mia.delete(`/v1/trash/${baseId}`)).status).toBe(204);
    const imported = await operator.post('/v1/admin/bases/import', { file, ownerId: mia.userId, users: {} });
    expect([imported.status, imported.body.baseId]).toEqual([201, baseId]);
    expect((await mia.get(`${url}?pageSize=100`)).body).toEqual(before);
    expect((await mia.get(`/v1/bases/${baseId}/export`)).body).toEqual(file);
  });

  it('are what the vendor’s own client reads and writes', async () => {
    const endpointUrl = await api.app.listen({ host: '127.0.0.1', port: 0 });
    const table = new Airtable({ apiKey: mia.token, endpointUrl }).base(baseId)('T');
    const made = await table.create({ Files: [{ url: PLAN } as Attachment], Code: { text: '1' } as never });
    await made.patchUpdate({ Name: 'x', Files: made.get('Files') as readonly Attachment[] });
    const found = await table.find(made.id);
    expect(found.fields).toMatchObject({ Name: 'x', Files: [{ url: PLAN, filename: 'plan.pdf' }] });
  });

  it('are looked up as they are, and read by formulas as their texts', async () => {
    const meta = `/v0/meta/bases/${baseId}/tables`;
    const [first, codes] = (await mia.get(meta)).body.tables;
    const idOf = (name: string) => first.fields.find((field: { name: string }) => field.name === name).id;
    const back = codes.fields.find(({ type }: { type: string }) => type === 'multipleRecordLinks');
    const add = (name: string, type: string, options: object) =>
      mia.post(`${meta}/Codes/fields`, { name, type, options });
    for (const name of ['Files', 'Code']) {
      const options = { recordLinkFieldId: back.id, fieldIdInLinkedTable: idOf(name) };
      expect((await add(`Their ${name}`, 'multipleLookupValues', options)).status).toBe(200);
    }
    expect((await add('Text', 'formula', { formula: "{Code} & ': ' & {Their Files}" })).status).toBe(200);
    const coded = await mia.post(`/v0/${baseId}/Codes`, { fields: { Code: { text: 'looked up' } } });
    const code = { text: '1', type: 'ean8' };
    const made = await files([{ url: PLAN }], { Code: code, Coded: [coded.body.id] });
    const { body } = await mia.get(`/v0/${baseId}/Codes/${coded.body.id}`);
    expect(body.fields).toMatchObject({
      'Their Files': made.body.fields.Files,
      'Their Code': [code],
      Text: `looked up: plan.pdf (${PLAN})`,
    });
  });
});
