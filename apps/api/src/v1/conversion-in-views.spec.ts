import { isDeepStrictEqual } from 'node:util';
import { ApiHarness, type Client } from '../testing/api-harness';

let api: ApiHarness;
let mia: Client;

beforeAll(async () => {
  api = await ApiHarness.start();
  mia = await api.client();
});

afterAll(() => api.stop());

interface Made {
  id: string;
  name: string;
}

describe('a field that gets another type, of which views ask', () => {
  const TEXT = { type: 'singleLineText' };

  async function tableOfNumbers() {
    const cell = { name: 'Cell', type: 'number', options: { precision: 2 } };
    const base = await api.base(mia, [{ name: 'Cells', fields: [{ name: 'Name', ...TEXT }, cell] }]);
    const [{ id: table, fields }] = base.tables as [{ id: string; fields: Made[] }];
    const { id: field } = fields.find(({ name }) => name === 'Cell') as Made;
    return { base: base.id as string, table, field };
  }

  const settingsOf = (filter: object, fieldId: string, summary: string) => ({
    filter,
    sort: [{ fieldId, direction: 'asc' }],
    colors: { rules: [{ color: 'blueBright', filter }] },
    summaries: { [fieldId]: summary },
  });

  /** Makes three views, and has a field become text: answers which of the views lose what of the number `asked`. */
  async function lostBy(base: string, table: string, asked: string, field = asked) {
    const name = (await mia.get(`/v1/bases/${base}`)).body.tables[0].primaryFieldId as string;
    const ofName = {
      conjunction: 'and',
      conditions: [{ fieldId: name, operator: 'contains', value: 'x' }],
    };
    const ofNumber = {
      conjunction: 'and',
      conditions: [{ fieldId: asked, operator: 'isGreater', value: 1 }],
    };
    const given = [
      settingsOf(ofName, name, 'filled'),
      settingsOf(ofNumber, asked, 'sum'),
      { filter: { ...ofNumber, conditions: [ofName, ofNumber] } },
    ];
    const views = `/v1/bases/${base}/tables/${table}/views`;
    const made: (Record<string, unknown> & Made)[] = [];
    for (const settings of given) {
      const { body, status, text } = await mia.post(views, settings);
      expect([status, text]).toEqual([201, text]);
      made.push(body);
    }
    const ofField = `/v1/bases/${base}/tables/${table}/fields/${field}/conversion`;
    const preview = (await mia.post(ofField, { ...TEXT, preview: true })).body.report;
    const stored = async (): Promise<Record<string, unknown>[]> =>
      (await mia.get(`/v1/bases/${base}`)).body.tables
        .flatMap((one: { views: object[] }) => one.views)
        .filter(({ id }: Made) => made.some((view) => view.id === id));
    expect(await stored()).toEqual(made);
    const { body } = await mia.post(ofField, TEXT);
    expect(preview.views).toEqual(body.report.views);
    const now = await stored();
    const really = now.flatMap((view, at) => {
      const before = made[at] ?? {};
      const settings = Object.entries(before).flatMap(([key, value]) =>
        isDeepStrictEqual(view[key], value) ? [] : [key],
      );
      return settings.length > 0 ? [{ viewId: view['id'], settings: settings.sort() }] : [];
    });
    expect(body.report.views).toEqual(really);
    return really.map(({ viewId, settings }) => [made.findIndex(({ id }) => id === viewId), settings]);
  }

  it('tells beforehand and afterwards what they lose', async () => {
    const { base, table, field } = await tableOfNumbers();
    expect(await lostBy(base, table, field)).toEqual([
      [1, ['colors', 'filter', 'summaries']],
      [2, ['filter']],
    ]);
  });

  it('tells what they lose of what is computed from its cells', async () => {
    const { base, table, field } = await tableOfNumbers();
    const options = { formula: `IF({${field}} > 0, {${field}})` };
    const told = { name: 'Told', type: 'formula', options };
    const { body } = await mia.post(`/v0/meta/bases/${base}/tables/${table}/fields`, told);
    expect(await lostBy(base, table, body.id, field)).toEqual([
      [1, ['colors', 'filter', 'summaries']],
      [2, ['filter']],
    ]);
  });
});
