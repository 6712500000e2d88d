import type { Field, View } from '@pyairtable/contracts';
import { ApiHarness } from '../testing/api-harness';

describe('a field that is made', () => {
  let api: ApiHarness;
  beforeAll(async () => {
    api = await ApiHarness.start();
  });
  afterAll(() => api.stop());

  it('is shown by views that hide none, however it is made, and by no other', async () => {
    const mia = await api.client();
    const text = (name: string) => ({ name, type: 'singleLineText' });
    const base = await api.base(mia, [
      { name: 'Trees', fields: ['Name', 'Note', 'Height'].map(text) },
      { name: 'Soils', fields: ['Name', 'Of'].map(text) },
    ]);
    const [trees, soils] = base.tables as { id: string; fields: Field[]; views: View[] }[];
    const [, note, height] = trees?.fields ?? [];
    const views = `/v1/bases/${base.id}/tables/${trees?.id}/views`;
    const make = async (url: string, body: object): Promise<{ id: string }> => {
      const made = await mia.post(url, body);
      expect([made.text, made.status < 300]).toEqual([made.text, true]);
      return made.body;
    };
    // One without a list shows all, and the primary field is shown without standing in it.
    const [free] = trees?.views ?? [];
    const all = await make(views, { visibleFieldIds: [height?.id, note?.id] });
    const some = await make(views, { visibleFieldIds: [note?.id] });

    const fieldsOf = (tableId: string | undefined) => `/v1/bases/${base.id}/tables/${tableId}/fields`;
    const link = { name: 'Grows', type: 'multipleRecordLinks', options: { linkedTableId: trees?.id } };
    await make(`/v0/meta/bases/${base.id}/tables/${trees?.id}/fields`, text('By token'));
    await make(fieldsOf(trees?.id), {
      name: 'Twice',
      type: 'formula',
      options: { formula: '{Note} & {Note}' },
    });
    await make(`${fieldsOf(trees?.id)}/${note?.id}/duplicate`, {});
    await make(fieldsOf(soils?.id), link);
    const { type, options } = link;
    await make(`${fieldsOf(soils?.id)}/${soils?.fields[1]?.id}/conversion`, { type, options });

    const table = (await mia.get(`/v1/bases/${base.id}`)).body.tables[0] as {
      fields: Field[];
      views: View[];
    };
    const made = table.fields.slice(3).map((field) => field.id);
    expect(table.fields.slice(3).map((field) => field.name)).toEqual([
      'By token',
      'Twice',
      'Note copy',
      'Soils',
      'Soils 2',
    ]);
    expect(table.views.map((view) => [view.id, view.visibleFieldIds])).toEqual([
      [free?.id, undefined],
      [all.id, [height?.id, note?.id, ...made]],
      [some.id, [note?.id]],
    ]);
  });
});
