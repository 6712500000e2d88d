import type { Change } from '@pyairtable/contracts';
import { randomUUID } from 'node:crypto';
import { ApiHarness, type Client } from '../testing/api-harness';
import { importFile } from '../testing/sample-base';

type Fields = Record<string, unknown>;
interface Named {
  id: string;
  name: string;
}

describe('a field that becomes a link', () => {
  let api: ApiHarness;
  let mia: Client;
  let baseId: string;
  let ids: Record<string, string>;

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
  });
  afterAll(() => api?.stop());

  const text = (name: string) => ({ name, type: 'singleLineText' });
  /** Deals with a text field `Firm`, and firms by name. */
  async function begin(deals: (string | null)[], firms: string[], more: object[] = []) {
    const base = await api.base(mia, [
      { name: 'Firms', fields: [text('Name'), { name: 'No', type: 'autoNumber' }, ...more] },
      { name: 'Deals', fields: [text('Deal'), { name: 'Firm', type: 'multilineText' }] },
    ]);
    baseId = base.id;
    ids = {};
    for (const table of (await mia.get(`/v0/meta/bases/${baseId}/tables`)).body.tables) {
      ids[table.name] = table.id;
      for (const { name, id } of table.fields as Named[]) ids[`${table.name}.${name}`] = id;
    }
    for (const Name of firms) await mia.post(`/v0/${baseId}/Firms`, { fields: { Name } });
    const records = deals.map((Firm, at) => ({
      fields: { Deal: `${at}`, ...(Firm === null ? {} : { Firm }) },
    }));
    expect((await mia.post(`/v0/${baseId}/Deals`, { records })).status).toBe(200);
  }
  const convert = (table = 'Firms', more: object = {}) =>
    mia.post(`/v1/bases/${baseId}/tables/${ids['Deals']}/fields/${ids['Deals.Firm']}/conversion`, {
      type: 'multipleRecordLinks',
      options: { linkedTableId: ids[table] },
      ...more,
    });
  const listed = async (table: string): Promise<{ id: string; fields: Fields }[]> =>
    (await mia.get(`/v0/${baseId}/${table}`)).body.records;
  const titles = async () => new Map((await listed('Firms')).map(({ id, fields }) => [id, fields['Name']]));
  const linked = async () => {
    const names = await titles();
    return (await listed('Deals')).map(({ fields }) =>
      ((fields['Firm'] as string[] | undefined) ?? []).map((id) => names.get(id)),
    );
  };
  const lastChange = async (): Promise<Change> =>
    (await mia.get(`/v1/bases/${baseId}/changes?after=0&limit=500`)).body.changes.at(-1);

  it('links the records of those titles and makes the others, as a write with typecast does', async () => {
    await begin(
      ['Acme', 'Smith, John', '"Bolt, Inc", Acme', 'New, Acme, New', null, 'acme', 'New'],
      ['Acme', 'Smith, John', 'Acme'],
    );
    const preview = await convert('Firms', { preview: true });
    expect(preview.body.report).toEqual({
      kept: 4,
      changed: 2,
      lost: 0,
      samples: [
        { before: 'Smith, John', after: '"Smith, John"' },
        { before: 'New, Acme, New', after: 'New, Acme' },
      ],
      newChoices: [],
      newRecords: { count: 3, titles: ['Bolt, Inc', 'New', 'acme'] },
      lostRules: [],
      dependents: [],
      views: [],
    });
    expect((await listed('Firms')).length).toBe(3);
    const { status, body } = await convert();
    expect([status, body.report]).toEqual([200, preview.body.report]);
    expect(await linked()).toEqual([
      ['Acme'],
      ['Smith, John'],
      ['Bolt, Inc', 'Acme'],
      ['New', 'Acme'],
      [],
      ['acme'],
      ['New'],
    ]);
    const firms = await listed('Firms');
    expect(firms.map(({ fields }) => [fields['Name'], fields['No']])).toEqual([
      ['Acme', 1],
      ['Smith, John', 2],
      ['Acme', 3],
      ['Bolt, Inc', 4],
      ['New', 5],
      ['acme', 6],
    ]);
    const deals = (await listed('Deals')).map(({ id }) => id);
    expect(firms.map(({ fields }) => fields['Deals'])).toEqual([
      [deals[0], deals[2], deals[3]],
      [deals[1]],
      undefined,
      [deals[2]],
      [deals[3], deals[6]],
      [deals[5]],
    ]);
  });

  it('is one change of the log, which tells of the field, its other end and the records', async () => {
    await begin(['Acme'], []);
    const { body } = await convert();
    const { changes, affected } = await lastChange();
    const [firm] = await listed('Firms');
    expect(changes).toMatchObject([
      { kind: 'schema', action: 'field.created', tableId: ids['Firms'] },
      { kind: 'schema', action: 'field.converted', fieldId: ids['Deals.Firm'], after: body.field },
      {
        kind: 'records',
        tableId: ids['Firms'],
        created: [{ id: firm?.id, cells: { [ids['Firms.Name'] as string]: 'Acme' } }],
      },
    ]);
    expect(affected?.[ids['Deals'] as string]).toEqual([ids['Deals.Firm']]);
    const history = await mia.get(`/v1/bases/${baseId}/tables/${ids['Firms']}/records/${firm?.id}/history`);
    expect([history.status, history.text]).toEqual([200, expect.stringContaining('Acme')]);
  });

  it('works on as any link does, and becomes text again', async () => {
    await begin(['Acme', 'Bolt'], []);
    await convert();
    const [deal] = await listed('Deals');
    await mia.patch(`/v0/${baseId}/Deals/${deal?.id}`, {
      fields: { Firm: ['Core', 'Bolt'] },
      typecast: true,
    });
    expect(await linked()).toEqual([['Core', 'Bolt'], ['Bolt']]);
    const url = `/v1/bases/${baseId}/tables/${ids['Deals']}/fields/${ids['Deals.Firm']}/conversion`;
    expect((await convert()).body.error.message).toContain('The field links to that table already');
    expect((await mia.post(url, { type: 'singleLineText' })).status).toBe(200);
    expect((await listed('Deals')).map(({ fields }) => fields['Firm'])).toEqual(['Core, Bolt', 'Bolt']);
    expect((await convert()).status).toBe(200);
    expect(await linked()).toEqual([['Core', 'Bolt'], ['Bolt']]);
  });

  it('can become one to another table, by the titles of what it linked to', async () => {
    await begin(['Acme, "Smith, John"', 'Bolt', null], []);
    await convert();
    const fields = `/v0/meta/bases/${baseId}/tables`;
    const people = await mia.post(fields, { name: 'People', fields: [text('Who')] });
    ids['People'] = people.body.id;
    for (const Who of ['Smith, John', 'Acme, Smith', 'Bolt'])
      await mia.post(`/v0/${baseId}/People`, { fields: { Who } });
    const preview = await convert('People', { preview: true });
    expect(preview.body.report).toMatchObject({
      kept: 2,
      changed: 0,
      lost: 0,
      newRecords: { count: 1, titles: ['Acme'] },
    });
    expect((await listed('People')).length).toBe(3);
    const { status, body } = await convert('People');
    expect([status, body.report]).toEqual([200, preview.body.report]);
    const who = new Map((await listed('People')).map(({ id, fields: own }) => [id, own['Who']]));
    const named = (list: unknown) => (list as string[] | undefined)?.map((id) => who.get(id));
    const deals = await listed('Deals');
    expect(deals.map(({ fields: own }) => named(own['Firm']))).toEqual([
      ['Acme', 'Smith, John'],
      ['Bolt'],
      undefined,
    ]);
    // What was the other side is text by now, and the new link has one of its own.
    expect((await listed('Firms')).map(({ fields: own }) => [own['Name'], own['Deals']])).toEqual([
      ['Acme', '0'],
      ['Smith, John', '0'],
      ['Bolt', '1'],
    ]);
    expect((await listed('People')).map(({ fields: own }) => own['Deals'])).toEqual([
      [deals[0]?.id],
      undefined,
      [deals[1]?.id],
      [deals[0]?.id],
    ]);
  });

  it('can become one to its own table and back to another, whichever side it was', async () => {
    await begin(['1', '0'], []);
    await convert('Deals');
    expect((await convert('Firms')).body.report).toMatchObject({ kept: 2, newRecords: { count: 2 } });
    expect(await linked()).toEqual([['1'], ['0']]);
    const [, , side] = (await mia.get(`/v1/bases/${baseId}`)).body.tables[0].fields;
    const other = await mia.post(`/v1/bases/${baseId}/tables/${ids['Firms']}/fields/${side.id}/conversion`, {
      type: 'multipleRecordLinks',
      options: { linkedTableId: ids['Firms'] },
    });
    expect(other.body.report).toMatchObject({ kept: 2, lost: 0, newRecords: { count: 0 } });
    const firms = await listed('Firms');
    expect(firms.map(({ fields: own }) => own[side.name])).toEqual([[firms[1]?.id], [firms[0]?.id]]);
    expect((await listed('Deals')).map(({ fields: own }) => own['Firm'])).toEqual(['1', '0']);
  });

  it('comes back from the past as the link that it was, to the table that it led to', async () => {
    await begin(['Acme', 'Bolt, Acme'], []);
    await convert();
    const people = await mia.post(`/v0/meta/bases/${baseId}/tables`, {
      name: 'People',
      fields: [text('Who')],
    });
    ids['People'] = people.body.id;
    const shown = async (at: string, names: string[]) =>
      Promise.all(
        names.map(async (name) =>
          (await mia.get(`/v0/${at}/${name}?cellFormat=string&timeZone=utc&userLocale=en`)).body.records.map(
            ({ fields }: { fields: Fields }) => fields,
          ),
        ),
      );
    const before = await shown(baseId, ['Deals', 'Firms']);
    const { seq } = (await mia.get(`/v1/bases/${baseId}`)).body;
    expect((await convert('People')).status).toBe(200);
    const after = await shown(baseId, ['Deals', 'Firms', 'People']);
    const copied = async (moment: number) =>
      (await mia.post(`/v1/bases/${baseId}/copies`, { moment: { seq: moment }, name: 'As it was' })).body
        .baseId;
    expect(await shown(await copied(seq), ['Deals', 'Firms'])).toEqual(before);
    expect(await shown(await copied(seq + 1), ['Deals', 'Firms', 'People'])).toEqual(after);
    expect((await mia.post(`/v1/bases/${baseId}/restore`, { moment: { seq } })).status).toBe(200);
    expect(await shown(baseId, ['Deals', 'Firms'])).toEqual(before);
  });

  it('is refused where the cells make more links than one conversion can', async () => {
    const list = Array.from({ length: 10_000 }, (_, at) => `${at}`);
    await begin([null], []);
    for (let at = 0; at < list.length; at += 1_000)
      await mia.post(`/v1/bases/${baseId}/ops`, {
        id: crypto.randomUUID(),
        kind: 'records.create',
        tableId: ids['Firms'],
        records: list
          .slice(at, at + 1_000)
          .map((name) => ({ cells: { [ids['Firms.Name'] as string]: name } })),
      });
    const records = Array.from({ length: 201 }, () => ({
      cells: { [ids['Deals.Firm'] as string]: list.join() },
    }));
    for (let at = 0; at < records.length; at += 20)
      await mia.post(`/v1/bases/${baseId}/ops`, {
        id: crypto.randomUUID(),
        kind: 'records.create',
        tableId: ids['Deals'],
        records: records.slice(at, at + 20),
      });
    const { status, body } = await convert('Firms', { preview: true });
    expect([status, body.error?.message]).toEqual([422, expect.stringContaining('more than 2000000 links')]);
  });

  it('is refused where more cells name one record than it can have links', async () => {
    const text = { name: 'Name', type: 'singleLineText' };
    const base = await importFile(api, mia, {
      name: 'Full',
      tables: [
        { name: 'Firms', fields: [text], records: [{ Name: 'Full' }] },
        {
          name: 'Deals',
          fields: [text, { name: 'Firm', type: 'singleLineText' }],
          records: [{ _repeat: 10_001, Firm: 'Full' }],
        },
      ],
    });
    const { tables } = (await mia.get(`/v1/bases/${base.id}`)).body;
    const [firms, deals] = tables;
    const { status, body } = await mia.post(
      `/v1/bases/${base.id}/tables/${deals.id}/fields/${deals.fields[1].id}/conversion`,
      { type: 'multipleRecordLinks', options: { linkedTableId: firms.id } },
    );
    expect([status, body.error?.message]).toEqual([
      422,
      'More than 10,000 cells name “Full”, and a record of table "Firms" takes no more links',
    ]);
  }, 60_000);

  it('can be one to its own table', async () => {
    await begin(['1', '0, later', 'later'], []);
    expect((await convert('Deals')).body.report.newRecords).toEqual({ count: 1, titles: ['later'] });
    const deals = await listed('Deals');
    const name = new Map(deals.map(({ id, fields }) => [id, fields['Deal']]));
    expect(
      deals.map(({ fields }) => (fields['Firm'] as string[] | undefined)?.map((id) => name.get(id))),
    ).toEqual([['1'], ['0', 'later'], ['later'], undefined]);
  });

  it('tells what the linked table cannot hold, and which fields follow', async () => {
    await begin(['1', 'many', '2, x'], []);
    const fields = `/v0/meta/bases/${baseId}/tables`;
    const formula = { name: 'Long', type: 'formula', options: { formula: 'LEN({Firm})' } };
    const follows = await mia.post(`${fields}/${ids['Deals']}/fields`, formula);
    const numbers = { name: 'Numbers', fields: [{ name: 'N', type: 'number', options: { precision: 0 } }] };
    ids['Numbers'] = (await mia.post(fields, numbers)).body.id;
    await mia.post(`/v0/${baseId}/Numbers`, { fields: { N: 2 } });
    const { report } = (await convert('Numbers', { preview: true })).body;
    expect(report).toMatchObject({
      kept: 1,
      changed: 1,
      lost: 1,
      samples: [
        { before: 'many', after: '' },
        { before: '2, x', after: '2' },
      ],
      newRecords: { count: 1, titles: ['1'] },
      dependents: [follows.body.id],
    });
    expect((await convert('Numbers')).body.report).toEqual(report);
  });

  it('changes nothing where a record that has to be made lacks what is required', async () => {
    await begin(['Acme'], []);
    const { id } = (await mia.post(`/v0/meta/bases/${baseId}/tables/${ids['Firms']}/fields`, text('Town')))
      .body;
    const own = `/v1/bases/${baseId}/tables/${ids['Firms']}/fields/${id}`;
    expect((await mia.patch(own, { rules: { required: true } })).status).toBe(200);
    const { status, body } = await convert();
    expect([status, body.error.message]).toEqual([422, expect.stringContaining('"Town" is required')]);
    expect((await listed('Deals')).map(({ fields }) => fields['Firm'])).toEqual(['Acme']);
    expect(await listed('Firms')).toEqual([]);
  });

  const US = { dateFormat: { name: 'us' } };
  const EUROPEAN = { dateFormat: { name: 'european' } };
  const FRIENDLY = { dateFormat: { name: 'friendly' } };
  it.each([
    ['number', { precision: 2 }, [5, 1234.5], 'number', { precision: 1 }, ['5.0', '1234.5']],
    ['currency', { precision: 2, symbol: '$' }, [1234.5, -3], 'number', { precision: 1 }, ['1234.5', '-3.0']],
    ['percent', { precision: 0 }, [0.5], 'percent', { precision: 0 }, ['50%']],
    ['percent', { precision: 0 }, [0.5], 'number', { precision: 1 }, ['0.5']],
    ['duration', { durationFormat: 'h:mm' }, [5400], 'duration', { durationFormat: 'h:mm' }, ['1:30']],
    ['date', EUROPEAN, ['2026-02-01'], 'date', US, ['2/1/2026']],
    ['date', FRIENDLY, ['2026-01-02'], 'date', US, ['1/2/2026']],
    ['number', { precision: 2 }, [5, 1234.5], 'singleLineText', undefined, ['5.00', '1234.50']],
    ['singleLineText', undefined, ['5.00', '1.0', '5'], 'number', { precision: 0 }, ['5', '1']],
    ['singleLineText', undefined, ['1/2/2026'], 'date', US, ['1/2/2026']],
  ] as const)('takes values of %s %j for those that they are: %j as %s %j', async (...kinds) => {
    const [type, options, cells, other, shown, texts] = kinds;
    await begin([null], []);
    const fields = [{ name: 'Value', type: other, ...(shown ? { options: shown } : {}) }];
    const tables = `/v0/meta/bases/${baseId}/tables`;
    ids['Values'] = (await mia.post(tables, { name: 'Values', fields })).body.id;
    const fieldsUrl = `${tables}/${ids['Deals']}/fields`;
    const made = await mia.post(fieldsUrl, { name: 'Kind', type, ...(options ? { options } : {}) });
    ids['Deals.Firm'] = made.body.id;
    const records = cells.map((Kind) => ({ fields: { Kind } }));
    expect((await mia.post(`/v0/${baseId}/Deals`, { records })).status).toBe(200);
    // Once the records are made, and then the same are found.
    const first = await convert('Values', { preview: true });
    expect(first.body.report).toMatchObject({ lost: 0, newRecords: { count: texts.length, titles: texts } });
    const link = { options: { linkedTableId: ids['Values'] }, name: 'Link', type: 'multipleRecordLinks' };
    expect((await mia.post(fieldsUrl, link)).status).toBe(200);
    expect((await convert('Values')).body.report).toEqual(first.body.report);
    expect(await listed('Values')).toHaveLength(texts.length);
    const copy = { name: 'Again', type, ...(options ? { options } : {}) };
    ids['Deals.Firm'] = (await mia.post(fieldsUrl, copy)).body.id;
    const again = cells.map((Again) => ({ fields: { Again } }));
    expect((await mia.post(`/v0/${baseId}/Deals`, { records: again })).status).toBe(200);
    expect((await convert('Values')).body.report).toMatchObject({ lost: 0, newRecords: { count: 0 } });
    expect(await listed('Values')).toHaveLength(texts.length);
    // A write with typecast finds them too.
    const written = texts.map((title) => ({ fields: { Link: [title] } }));
    expect((await mia.post(`/v0/${baseId}/Deals`, { records: written, typecast: true })).status).toBe(200);
    expect(await listed('Values')).toHaveLength(texts.length);
  });

  it('makes no record of a value that is none', async () => {
    await begin(['x'], []);
    const url = `/v0/meta/bases/${baseId}/tables/${ids['Deals']}/fields`;
    const formula = { name: 'Ratio', type: 'formula', options: { formula: '1 / 0' } };
    ids['Deals.Firm'] = (await mia.post(url, formula)).body.id;
    expect((await convert('Firms', { preview: true })).body.report).toMatchObject({
      lost: 1,
      newRecords: { count: 0, titles: [] },
    });
  });

  it('says which field is unique where records that have to be made would be the same there', async () => {
    await begin(['Acme, Bolt'], []);
    const { id } = (await mia.post(`/v0/meta/bases/${baseId}/tables/${ids['Firms']}/fields`, text('Town')))
      .body;
    const own = `/v1/bases/${baseId}/tables/${ids['Firms']}/fields/${id}`;
    expect((await mia.patch(own, { rules: { unique: true, default: 'Ulm' } })).status).toBe(200);
    for (const more of [{ preview: true }, {}]) {
      const { status, body } = await convert('Firms', more);
      expect([status, body.error.message]).toEqual([422, expect.stringContaining('"Town" is unique')]);
    }
    await mia.post(`/v0/${baseId}/Firms`, { fields: { Name: 'Acme', Town: 'Ulm' } });
    for (const more of [{ preview: true }, {}]) {
      const { status, body } = await convert('Firms', more);
      expect([status, body.error.message]).toEqual([422, expect.stringContaining('"Town" is unique')]);
    }
    expect((await listed('Deals')).map(({ fields }) => fields['Firm'])).toEqual(['Acme, Bolt']);
  });

  /** An edit of whoever knows the field as the text that it was. */
  const send = (id: string | undefined, said: string) =>
    mia.post(`/v1/bases/${baseId}/ops`, {
      id: randomUUID(),
      kind: 'records.update',
      tableId: ids['Deals'],
      fieldTypes: { [ids['Deals.Firm'] as string]: 'multilineText' },
      records: [{ id, cells: { [ids['Deals.Firm'] as string]: said } }],
    });

  it('takes texts that were on their way for the records of those titles, and refuses those that name none', async () => {
    await begin(['x', 'y'], ['Acme', 'Smith, John']);
    await convert();
    const [first, second] = await listed('Deals');
    expect((await send(first?.id, 'Smith, John')).status).toBe(200);
    expect((await send(second?.id, 'Acme, Nobody')).status).toBe(422);
    expect(await linked()).toEqual([['Smith, John'], ['y']]);
    expect((await send(second?.id, '')).status).toBe(200);
    expect(await linked()).toEqual([['Smith, John'], []]);
  });

  it('refuses texts on their way of which a part is no title there', async () => {
    await begin(['5'], []);
    const fields = [{ name: 'Number', type: 'number', options: { precision: 0 } }];
    ids['Numbers'] = (await mia.post(`/v0/meta/bases/${baseId}/tables`, { name: 'Numbers', fields })).body.id;
    expect((await convert('Numbers')).status).toBe(200);
    const [deal] = await listed('Deals');
    expect((await send(deal?.id, '5, abc')).status).toBe(422);
    expect((await send(deal?.id, '5')).status).toBe(200);
  });

  describe('leaves records that were deleted before', () => {
    /** Deletes the deal of that name, does the work, brings it back and answers the titles that it links to by then. */
    const broughtBack = async (
      deal: string,
      work: () => Promise<unknown>,
      place = 'Firms',
      name = 'Name',
    ) => {
      const { id } = (await listed('Deals')).find(({ fields }) => fields['Deal'] === deal) as { id: string };
      await mia.delete(`/v0/${baseId}/Deals/${id}`);
      const { seq } = (await mia.get(`/v1/bases/${baseId}`)).body;
      await work();
      expect((await mia.post(`/v1/bases/${baseId}/trash/${seq}/restore`)).status).toBe(200);
      const titled = new Map((await listed(place)).map((record) => [record.id, record.fields[name]]));
      const back = (await listed('Deals')).find((record) => record.id === id);
      return (back?.fields['Firm'] as string[] | undefined)?.map((linkedId) => titled.get(linkedId));
    };
    const toText = () =>
      mia.post(`/v1/bases/${baseId}/tables/${ids['Deals']}/fields/${ids['Deals.Firm']}/conversion`, {
        type: 'multilineText',
      });

    it('to link to the records of their titles that are there', async () => {
      await begin(['Bolt, Acme', 'Smith, John', 'Gone', 'Acme'], ['Acme', 'Smith, John', 'Acme']);
      expect(await broughtBack('0', convert)).toEqual(['Acme']);
      expect((await listed('Firms')).map(({ fields }) => fields['Name'])).not.toContain('Bolt');
    });

    it('to link to one record where their whole text is its title', async () => {
      await begin(['Smith, John', 'Acme'], ['Acme', 'Smith, John']);
      expect(await broughtBack('0', convert)).toEqual(['Smith, John']);
    });

    it('to link to what they linked to, where the field leads to that table again', async () => {
      await begin(['Acme', 'Bolt'], ['Acme', 'Acme']);
      await convert();
      const [, second] = await listed('Firms');
      const [deal] = await listed('Deals');
      await mia.patch(`/v0/${baseId}/Deals/${deal?.id}`, { fields: { Firm: [second?.id] } });
      const there = async () => {
        await toText();
        await convert();
        await mia.patch(`/v0/${baseId}/Firms/${second?.id}`, { fields: { Name: 'Other' } });
      };
      expect(await broughtBack('0', there)).toEqual(['Other']);
    });

    it('to link by the titles of what they linked to, where the field leads to another table', async () => {
      await begin(['Acme, Bolt', 'Core'], []);
      await convert();
      const people = { name: 'People', fields: [text('Who')] };
      ids['People'] = (await mia.post(`/v0/meta/bases/${baseId}/tables`, people)).body.id;
      for (const Who of ['Bolt', 'Acme']) await mia.post(`/v0/${baseId}/People`, { fields: { Who } });
      expect(await broughtBack('0', () => convert('People'), 'People', 'Who')).toEqual(['Acme', 'Bolt']);
    });
  });
});
