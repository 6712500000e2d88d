import type { FilterCondition, View, ViewChange } from '@pyairtable/contracts';
import { newId } from '@pyairtable/kernel';
import { ApiHarness, type Client } from '../testing/api-harness';

describe('what a view asks of a field that becomes of another type', () => {
  let api: ApiHarness;
  let mia: Client;
  let baseId: string;
  let tableId: string;
  let otherId: string;
  let name: string;

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const fields = [{ name: 'Name', type: 'singleLineText' }];
    const base = await api.base(mia, [
      { name: 'Cards', fields },
      { name: 'Others', fields },
    ]);
    baseId = base.id;
    [tableId, otherId] = base.tables.map(({ id }: { id: string }) => id);
    name = base.tables[0].fields[0].id;
  });
  afterAll(() => api?.stop());

  const at = (id = tableId) => `/v1/bases/${baseId}/tables/${id}`;
  const newField = async (fieldName: string, type: string, options?: object) => {
    const made = await mia.post(`${at()}/fields`, { name: fieldName, type, ...(options ? { options } : {}) });
    expect([made.status, made.text]).toEqual([201, made.text]);
    return made.body;
  };
  const newView = async (settings: ViewChange, table = tableId): Promise<View> => {
    const made = await mia.post(`${at(table)}/views`, settings);
    expect([made.status, made.text]).toEqual([201, made.text]);
    return made.body;
  };
  const viewOf = async (id: string): Promise<View> => {
    const { body } = await mia.get(`/v1/bases/${baseId}`);
    return body.tables.flatMap(({ views }: { views: View[] }) => views).find((view: View) => view.id === id);
  };
  const convert = async (fieldId: string, type: string, options?: object, table = tableId) => {
    const done = await mia.post(`${at(table)}/fields/${fieldId}/conversion`, {
      type,
      ...(options ? { options } : {}),
    });
    expect([done.status, done.text]).toEqual([200, done.text]);
  };
  const and = (...conditions: FilterCondition[]) => ({ conjunction: 'and' as const, conditions });

  it('goes with the act, and all else stays', async () => {
    const stage = await newField('Stage', 'singleSelect', {
      choices: [{ name: 'Open', color: 'redBright' }],
    });
    const points = await newField('Points', 'number', { precision: 0 });
    const open = { fieldId: stage.id, operator: 'is', value: stage.options.choices[0].id } as const;
    const named = { fieldId: name, operator: 'contains', value: 'a' } as const;
    const empty = { fieldId: stage.id, operator: 'isEmpty' } as const;
    const many = { fieldId: points.id, operator: 'isGreater', value: 5 } as const;
    const kept = {
      sort: [{ fieldId: stage.id, direction: 'desc' as const }],
      groups: [{ fieldId: stage.id, direction: 'asc' as const }],
      columnWidths: { [stage.id]: 300 },
    };
    const byChoice = await newView({
      ...kept,
      colors: { fieldId: stage.id },
      filter: and(open, named, empty),
    });
    const byRules = await newView({
      colors: {
        rules: [
          { color: 'redBright', filter: and(open) },
          { color: 'blueBright', filter: and(named, open) },
        ],
      },
      filter: and(many),
      summaries: { [points.id]: 'sum', [stage.id]: 'filled' },
    });
    await convert(stage.id, 'singleLineText');
    await convert(points.id, 'singleLineText');
    const { id, type } = byChoice;
    expect(await viewOf(id)).toEqual({ id, name: byChoice.name, type, ...kept, filter: and(named, empty) });
    expect(await viewOf(byRules.id)).toEqual({
      id: byRules.id,
      name: byRules.name,
      type,
      colors: { rules: [{ color: 'blueBright', filter: and(named) }] },
      filter: and(),
      summaries: { [stage.id]: 'filled' },
    });
    for (const { id: own } of [byChoice, byRules]) {
      const { colors = null, filter, summaries = {} } = await viewOf(own);
      const again = await mia.patch(`${at()}/views/${own}`, { colors, filter, summaries });
      expect([again.status, again.text]).toEqual([200, again.text]);
    }
  });

  it('goes from both sides of a link, with the records that conditions name', async () => {
    const link = await newField('Link', 'multipleRecordLinks', { linkedTableId: otherId });
    const back = link.options.inverseLinkFieldId as string;
    const record = { operator: 'hasAnyOf' as const, value: [newId('record')] };
    const titled = { operator: 'contains', value: 'a' } as const;
    const own = await newView({
      filter: and({ fieldId: link.id, ...record }, { fieldId: link.id, ...titled }),
    });
    const others = await newView(
      { filter: and({ fieldId: back, ...record }, { fieldId: back, ...titled }) },
      otherId,
    );
    await convert(link.id, 'multipleRecordLinks', { linkedTableId: tableId });
    expect((await viewOf(own.id)).filter).toEqual(and({ fieldId: link.id, ...titled }));
    expect((await viewOf(others.id)).filter).toEqual(and({ fieldId: back, ...titled }));
  });

  it('is written anew in the views that asked it, with the same few statements however many there are', async () => {
    const work = async (count: number) => {
      const { id, tables } = await api.base(mia, [
        { name: 'T', fields: [{ name: 'N', type: 'number', options: { precision: 0 } }] },
      ]);
      const [own] = tables;
      const path = `/v1/bases/${id}/tables/${own.id}`;
      const [x, twice] = [
        (await mia.post(`${path}/fields`, { name: 'X', type: 'singleLineText' })).body.id,
        (
          await mia.post(`${path}/fields`, {
            name: 'Twice',
            type: 'formula',
            options: { formula: '{N} * 2' },
          })
        ).body.id,
      ];
      const filter = {
        conjunction: 'and',
        conditions: [{ fieldId: twice, operator: 'isGreater', value: 3 }],
      };
      for (let made = 0; made < count; made++)
        await mia.post(`${path}/views`, {
          filter,
          sort: [{ fieldId: x, direction: 'asc' }],
          rowHeight: 'tall',
        });
      const renamed = await mia.patch(`${path}/fields/${own.fields[0].id}`, { name: 'M' });
      const removed = await mia.delete(`${path}/fields/${x}`);
      const [{ seq }] = (await mia.get(`/v1/bases/${id}/trash`)).body.items;
      const restored = await mia.post(`/v1/bases/${id}/trash/${seq}/restore`);
      return [renamed, removed, restored].map(({ status, statements }) => [status, statements]);
    };
    expect(await work(12)).toEqual(await work(2));
  });

  it('does not come back with a view from the trash', async () => {
    const state = await newField('State', 'singleSelect', { choices: [{ name: 'New' }] });
    const { id } = await newView({
      colors: { fieldId: state.id },
      filter: and({ fieldId: state.id, operator: 'isAnyOf', value: [state.options.choices[0].id] }),
      sort: [{ fieldId: state.id, direction: 'asc' }],
    });
    await mia.delete(`${at()}/views/${id}`);
    await convert(state.id, 'singleLineText');
    const { body } = await mia.get(`/v1/bases/${baseId}/trash`);
    const item = body.items.find(({ kind }: { kind: string }) => kind === 'view');
    const restored = await mia.post(`/v1/bases/${baseId}/trash/${item.seq}/restore`);
    expect([restored.status, restored.text]).toEqual([200, restored.text]);
    const view = await viewOf(id);
    expect([view.colors, view.filter, view.sort?.length]).toEqual([undefined, and(), 1]);
  });

  describe('as it is computed', () => {
    const formulaOf = (text: string) => ({ options: { formula: text } });
    const trashed = async () => (await mia.get(`/v1/bases/${baseId}/trash`)).body.items[0].seq;
    const restore = async (seq: number) => {
      const done = await mia.post(`/v1/bases/${baseId}/trash/${seq}/restore`);
      expect([done.status, done.text]).toEqual([200, done.text]);
    };
    const remove = async (fieldId: string) => {
      expect((await mia.delete(`${at()}/fields/${fieldId}`)).status).toBe(200);
      return trashed();
    };
    /** A number, a formula over it, and a view that asks of the formula what numbers give. */
    const computed = async (label: string) => {
      const read = await newField(label, 'number', { precision: 0 });
      const twice = await newField(`Twice ${label}`, 'formula', { formula: `{${label}} * 2` });
      const many = { fieldId: twice.id, operator: 'isGreater', value: 3 } as const;
      const named = { fieldId: name, operator: 'contains', value: 'a' } as const;
      const groups = [{ fieldId: twice.id, direction: 'asc' as const }];
      const asked = {
        colors: { rules: [{ color: 'redBright', filter: and(many) }] },
        filter: and(named, many),
        groups,
        summaries: { [twice.id]: 'sum' as const, [name]: 'filled' as const },
      };
      const view = await newView(asked);
      const left = { filter: and(named), groups, summaries: { [name]: 'filled' } };
      const bare = { id: view.id, name: view.name, type: view.type };
      return { read, twice, view: view.id, whole: { ...bare, ...asked }, left: { ...bare, ...left } };
    };

    it.each<[string, (ids: { read: string; twice: string }) => Promise<unknown>]>([
      [
        'a formula of its own',
        ({ twice }) => mia.patch(`${at()}/fields/${twice}`, formulaOf(`"a" & {${name}}`)),
      ],
      [
        'a conversion of what it reads',
        async ({ read, twice }) => {
          await mia.patch(`${at()}/fields/${twice}`, formulaOf(`{${read}}`));
          await convert(read, 'singleLineText');
        },
      ],
      ['the deletion of what it reads', ({ read }) => remove(read)],
    ])('goes with %s', async (act, change) => {
      const { read, twice, view, left } = await computed(`By ${act}`);
      await change({ read: read.id, twice: twice.id });
      expect(await viewOf(view)).toEqual(left);
      const more = and(...left.filter.conditions, { fieldId: name, operator: 'isNotEmpty' });
      const again = await mia.patch(`${at()}/views/${view}`, { filter: more });
      expect([again.status, again.text]).toEqual([200, again.text]);
    });

    it('stays where the field gives the same', async () => {
      const { twice, read, view, whole } = await computed('Same');
      await mia.patch(`${at()}/fields/${twice.id}`, formulaOf(`{${read.id}} * 3`));
      expect(await viewOf(view)).toEqual(whole);
    });

    it('comes back with what was deleted, in any order', async () => {
      const first = await computed('First');
      const second = await computed('Second');
      const { view } = first;
      const both = [first, second].map(({ twice }) => ({
        fieldId: twice.id,
        operator: 'isGreater' as const,
        value: 3,
      }));
      await mia.patch(`${at()}/views/${view}`, { filter: and(...both) });
      const filterNow = async () => (await viewOf(view)).filter?.conditions;
      const [older, newer] = [await remove(first.read.id), await remove(second.read.id)];
      expect(await filterNow()).toEqual([]);
      await restore(older);
      expect(await filterNow()).toEqual([both[0]]);
      await restore(newer);
      expect(await viewOf(view)).toEqual({ ...first.whole, filter: and(...both) });
      expect(await viewOf(second.view)).toEqual(second.whole);
    });

    it('does not come back with what was deleted where the field has become another', async () => {
      const { read, twice, view, left } = await computed('Other');
      const seq = await remove(read.id);
      await mia.patch(`${at()}/fields/${twice.id}`, formulaOf(`"a" & {${name}}`));
      await restore(seq);
      expect(await viewOf(view)).toEqual(left);
    });
  });
});
