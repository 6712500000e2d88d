import { ApiHarness, type Client } from '../testing/api-harness';

describe('a table whose name holds what addresses reserve', () => {
  let api: ApiHarness;
  let mia: Client;
  let baseId: string;
  const names = ['Q4/2026 Pipeline', '100% done?', 'a+b & c#1', 'Größe – Maß', 'a%2Fb', 'x;y=z:@,!'];

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const fields = [{ name: 'Name', type: 'singleLineText' }];
    baseId = (
      await api.base(
        mia,
        names.map((name) => ({ name, fields })),
      )
    ).id;
  });
  afterAll(() => api?.stop());

  it.each(names)('is found by every verb when %j is percent-encoded', async (name) => {
    const url = `/v0/${baseId}/${encodeURIComponent(name)}`;
    const made = await mia.post(url, { fields: { Name: name } });
    expect([made.status, made.body.fields]).toEqual([200, { Name: name }]);
    const one = `${url}/${made.body.id}`;
    const batch = { records: [{ id: made.body.id, fields: { Name: 'b' } }] };
    const answers = [
      await mia.get(url),
      await mia.post(`${url}/listRecords`, {}),
      await mia.get(one),
      await mia.patch(one, { fields: { Name: 'a' } }),
      await mia.put(one, { fields: { Name: 'a' } }),
      await mia.patch(url, batch),
      await mia.put(url, batch),
      await mia.delete(one),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const more = await mia.post(url, { fields: {} });
    expect((await mia.delete(`${url}?records[]=${more.body.id}`)).status).toBe(200);
    const field = { name: 'Added', type: 'multilineText' };
    const meta = `/v0/meta/bases/${baseId}/tables/${encodeURIComponent(name)}`;
    expect((await mia.post(`${meta}/fields`, field)).status).toBe(200);
    expect((await mia.patch(meta, { description: 'd' })).status).toBe(200);
  });

  it.each(names)('is not found when %j is encoded twice, or its blanks as plus signs', async (name) => {
    const once = encodeURIComponent(name);
    const wrong = [encodeURIComponent(once), once.replaceAll('%20', '+')].filter((text) => text !== once);
    for (const segment of wrong) {
      const url = `/v0/${baseId}/${segment}`;
      const answers = [
        await mia.get(url),
        await mia.post(url, { fields: {} }),
        await mia.post(`${url}/listRecords`, {}),
      ];
      expect(answers.map(({ status, body }) => [status, body.error?.type])).toEqual(
        answers.map(() => [403, 'INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND']),
      );
    }
  });
});

describe('a table and its fields whose names objects of JavaScript have', () => {
  let api: ApiHarness;
  beforeAll(async () => {
    api = await ApiHarness.start();
  });
  afterAll(() => api?.stop());

  it('are written and read in each form', async () => {
    const mia = await api.client();
    const names = ['Name', '__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const fields = names.map((name) => ({ name, type: 'singleLineText' }));
    const { id, tables } = await api.base(mia, [{ name: '__proto__', fields }]);
    const url = `/v0/${id}/__proto__`;
    const ids: string[] = tables[0].fields.map((field: { id: string }) => field.id);
    const byId = Object.fromEntries(ids.map((fieldId, at) => [fieldId, `${at}`]));
    await mia.post(url, { fields: byId });
    const byName = names.map((name, at) => [name, `${at}`]);
    for (const form of ['json', 'string&timeZone=UTC&userLocale=en']) {
      const asked = `cellFormat=${form}&sort[0][field]=__proto__`;
      const [named] = (await mia.get(`${url}?${asked}`)).body.records;
      expect([form, Object.entries(named.fields)]).toEqual([form, byName]);
      const [numbered] = (await mia.get(`${url}?${asked}&returnFieldsByFieldId=true`)).body.records;
      expect([form, numbered.fields]).toEqual([form, byId]);
    }
  });
});
