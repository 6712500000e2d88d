import { newId } from '@pyairtable/kernel';
import { ApiHarness, type Client } from '../testing/api-harness';

describe('the order of tables and of their fields', () => {
  let api: ApiHarness;
  let mia: Client;
  let path: string;
  const ids: Record<string, string> = {};
  const shown = async (): Promise<{ name: string; fields: { id: string; name: string }[]; id: string }[]> =>
    (await mia.get(path)).body.tables;
  const tables = async () => (await shown()).map(({ name }) => name).join('');
  const fields = async () => (await shown()).find(({ name }) => name === 'A')?.fields.map(({ name }) => name);

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const plain = (...names: string[]) => names.map((name) => ({ name, type: 'singleLineText' }));
    const base = await api.base(mia, [
      { name: 'A', fields: plain('x', 'y', 'z') },
      { name: 'B', fields: plain('u') },
      { name: 'C', fields: plain('v') },
    ]);
    path = `/v1/bases/${base.id}`;
    for (const table of await shown()) {
      ids[table.name] = table.id;
      for (const field of table.fields) ids[field.name] = field.id;
    }
  });
  afterAll(() => api?.stop());

  const place = async (what: string, before: string | null) =>
    (await mia.post(`${path}/tables/${what}/place`, { before: before && ids[before] })).status;

  it('is what people make it, in both APIs, and what comes after stands at the end', async () => {
    expect(await place(`${ids['C']}`, 'A')).toBe(204);
    expect(await tables()).toBe('CAB');
    expect(await place(`${ids['A']}`, null)).toBe(204);
    expect(await place(`${ids['B']}`, 'B')).toBe(204);
    expect(await tables()).toBe('CBA');
    expect(await place(`${ids['A']}/fields/${ids['z']}`, 'x')).toBe(204);
    expect(await place(`${ids['A']}/fields/${ids['x']}`, null)).toBe(204);
    expect(await fields()).toEqual(['z', 'y', 'x']);
    await mia.post(`${path}/tables`, { name: 'D' });
    await mia.post(`${path}/tables/${ids['A']}/fields`, { name: 'last', type: 'email' });
    expect(await tables()).toBe('CBAD');
    expect(await fields()).toEqual(['z', 'y', 'x', 'last']);
    const meta = await mia.get(path.replace('/v1/', '/v0/meta/') + '/tables');
    expect(meta.body.tables.map(({ name }: { name: string }) => name).join('')).toBe('CBAD');
    expect(meta.body.tables[2].fields.map(({ name }: { name: string }) => name)).toEqual(await fields());
  });

  it('stays when somebody asks for a place that is none', async () => {
    const before = await shown();
    const asked = [
      [`${ids['A']}`, newId('table')],
      [`${ids['A']}`, ids['x']],
      [`${ids['A']}/fields/${ids['x']}`, ids['u']],
      [`${ids['A']}/fields/${ids['x']}`, 'x'],
      [`${ids['A']}/fields/${ids['x']}`, undefined],
    ];
    for (const [what, where] of asked)
      expect((await mia.post(`${path}/tables/${what}/place`, { before: where })).status).toBe(422);
    expect(
      (await mia.post(`${path}/tables/${ids['A']}/fields/${ids['u']}/place`, { before: null })).status,
    ).toBe(403);
    expect(await shown()).toEqual(before);
  });
});
