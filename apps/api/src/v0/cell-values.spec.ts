import { newId } from '@pyairtable/kernel';
import { ApiHarness, type Client } from '../testing/api-harness';

type Fields = Record<string, unknown>;

const DATE = { dateFormat: { name: 'iso' } };
const choices = [{ name: 'hot' }, { name: 'eu, west' }];

const FIELDS = [
  { name: 'Name', type: 'singleLineText' },
  { name: 'Notes', type: 'multilineText' },
  { name: 'Brief', type: 'richText' },
  { name: 'Mail', type: 'email' },
  { name: 'Site', type: 'url' },
  { name: 'Phone', type: 'phoneNumber' },
  { name: 'Count', type: 'number', options: { precision: 0 } },
  { name: 'Share', type: 'percent', options: { precision: 0 } },
  { name: 'Fee', type: 'currency', options: { precision: 2, symbol: '€' } },
  { name: 'Call', type: 'duration', options: { durationFormat: 'h:mm' } },
  { name: 'Stars', type: 'rating', options: { icon: 'star', max: 5, color: 'yellowBright' } },
  { name: 'Done', type: 'checkbox', options: { icon: 'check', color: 'greenBright' } },
  { name: 'Due', type: 'date', options: DATE },
  {
    name: 'Meet',
    type: 'dateTime',
    options: { ...DATE, timeFormat: { name: '24hour' }, timeZone: 'America/Anchorage' },
  },
  { name: 'Stage', type: 'singleSelect', options: { choices } },
  { name: 'Tags', type: 'multipleSelects', options: { choices } },
  { name: 'Owner', type: 'singleCollaborator' },
  { name: 'Team', type: 'multipleCollaborators' },
  { name: 'Files', type: 'multipleAttachments' },
  { name: 'Code', type: 'barcode' },
];
const TEXTS = ['Name', 'Notes', 'Brief', 'Mail', 'Site', 'Phone'];

describe('cells', () => {
  let api: ApiHarness;
  let mia: Client;
  let baseId: string;
  let url: string;
  let others: string;
  let other: string;
  let filled: Fields;

  const names = () => Object.keys(filled);
  const create = async (fields: Fields) => (await mia.post(url, { fields })).body.id as string;
  const fieldsOf = async (id: string): Promise<Fields> => (await mia.get(`${url}/${id}`)).body.fields;
  const backLinks = async () => ((await mia.get(`${others}/${other}`)).body.fields['T'] ?? []) as string[];
  const choiceId = async (field: string, choice: string) => {
    const { tables } = (await mia.get(`/v0/meta/bases/${baseId}/tables`)).body;
    const found = tables[0].fields.find(({ name }: { name: string }) => name === field);
    return found.options.choices.find(({ name }: { name: string }) => name === choice)?.id as string;
  };

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const base = await api.base(mia, [
      { name: 'T', fields: FIELDS },
      { name: 'Others', fields: [{ name: 'Name', type: 'singleLineText' }] },
    ]);
    baseId = base.id;
    [url, others] = [`/v0/${baseId}/T`, `/v0/${baseId}/Others`];
    const link = await mia.post(`/v0/meta/bases/${baseId}/tables/T/fields`, {
      name: 'Others',
      type: 'multipleRecordLinks',
      options: { linkedTableId: base.tables[1].id },
    });
    expect(link.status).toBe(200);
    other = (await mia.post(others, { fields: { Name: 'Acme' } })).body.id;
    filled = {
      Name: 'n',
      Notes: 'a\nb',
      Brief: '# a\n',
      Mail: 'a@ex.org',
      Site: 'https://ex.org',
      Phone: '1',
      Count: 1,
      Share: 0.5,
      Fee: 2,
      Call: 60,
      Stars: 3,
      Done: true,
      Due: '2026-03-01',
      Meet: '2026-03-01T08:30:00.000Z',
      Stage: 'hot',
      Tags: ['hot', 'eu, west'],
      Owner: { id: mia.userId },
      Team: [mia.userId],
      Files: [{ url: 'https://ex.org/a' }],
      Code: { text: '1' },
      Others: [other],
    };
  });
  afterAll(() => api?.stop());

  it('that are empty are absent, zeros are not, and a record without any still comes', async () => {
    const fields = {
      Count: 0,
      Share: 0,
      Fee: 0,
      Call: 0,
      Done: false,
      Name: '',
      Notes: '',
      Tags: [],
      Others: [],
      Team: [],
      Files: [],
      Code: { text: '' },
      Due: null,
      Stage: null,
      Owner: null,
    };
    const zeros = { Count: 0, Share: 0, Fee: 0, Call: 0 };
    const made = await mia.post(url, { fields });
    expect([made.status, made.body.fields]).toEqual([200, zeros]);
    const { id } = made.body;
    expect(await fieldsOf(id)).toEqual(zeros);
    for (const name of names()) {
      const { body } = await mia.get(`${url}?fields[]=${name}`);
      const found = body.records.find((record: { id: string }) => record.id === id);
      expect([name, found?.fields]).toEqual([name, name in zeros ? { [name]: 0 } : {}]);
    }
    await mia.delete(`${url}/${id}`);
  });

  it.each([
    ['null', null, () => names()],
    ['an empty list', [], () => names()],
    ['an empty text', '', () => TEXTS],
    ['false', false, () => ['Done']],
  ] as const)(
    'are cleared by %s, one at a time, and the other side of a link with them',
    async (_what, value, of) => {
      for (const name of of()) {
        const id = await create(filled);
        expect(Object.keys(await fieldsOf(id)).sort()).toEqual(names().sort());
        const patched = await mia.patch(`${url}/${id}`, { fields: { [name]: value } });
        expect([name, patched.status]).toEqual([name, 200]);
        const left = Object.keys(await fieldsOf(id)).sort();
        expect(left).toEqual(
          names()
            .filter((key) => key !== name)
            .sort(),
        );
        expect((await backLinks()).includes(id)).toBe(name !== 'Others');
        await mia.delete(`${url}/${id}`);
      }
    },
  );

  it('may all be given as null or as empty lists at creation, with and without typecast', async () => {
    for (const typecast of [false, true]) {
      for (const value of [null, []]) {
        const fields = Object.fromEntries(names().map((name) => [name, value]));
        const made = await mia.post(url, { fields, typecast });
        expect([made.status, made.body.fields]).toEqual([200, {}]);
        await mia.delete(`${url}/${made.body.id}`);
      }
    }
  });

  it.each(['Count', 'Due', 'Done', 'Stage', 'Owner', 'Name'])(
    'of %s refuse a list that is not empty',
    async (name) => {
      const refused = await mia.post(url, { fields: { [name]: [filled[name]] } });
      expect([refused.status, refused.body.error?.type]).toEqual([422, 'INVALID_VALUE_FOR_COLUMN']);
    },
  );

  it('of rich text are read with a line break at their end, and do not change when they are sent back', async () => {
    const made = await mia.post(url, { fields: { Brief: '**a**' } });
    expect(made.body.fields).toEqual({ Brief: '**a**\n' });
    const seq = async () => (await mia.get(`/v1/bases/${baseId}`)).body.seq as number;
    const before = await seq();
    const echoed = await mia.patch(`${url}/${made.body.id}`, { fields: made.body.fields });
    expect(echoed.body.fields).toEqual({ Brief: '**a**\n' });
    expect(await seq()).toBe(before);
    await mia.delete(`${url}/${made.body.id}`);
  });

  it('that are not named stay as they are by PATCH, and are cleared by PUT', async () => {
    const id = await create(filled);
    const before = await fieldsOf(id);
    await mia.patch(`${url}/${id}`, { fields: { Name: 'm' } });
    expect(await fieldsOf(id)).toEqual({ ...before, Name: 'm' });
    expect(await backLinks()).toContain(id);
    await mia.put(`${url}/${id}`, { fields: { Name: 'o' } });
    expect(await fieldsOf(id)).toEqual({ Name: 'o' });
    expect(await backLinks()).not.toContain(id);
    await mia.delete(`${url}/${id}`);
  });

  it.each([false, true])('take a choice by its id or by its name, typecast %s', async (typecast) => {
    const hot = await choiceId('Stage', 'hot');
    const [tagHot, tagWest] = [await choiceId('Tags', 'hot'), await choiceId('Tags', 'eu, west')];
    const made = await mia.post(url, { fields: { Stage: hot, Tags: [tagWest, 'hot', tagHot] }, typecast });
    expect([made.status, made.body.fields]).toEqual([200, { Stage: 'hot', Tags: ['eu, west', 'hot'] }]);
    const updated = await mia.patch(`${url}/${made.body.id}`, { fields: { Tags: [tagHot] }, typecast });
    expect(updated.body.fields['Tags']).toEqual(['hot']);
    await mia.delete(`${url}/${made.body.id}`);
  });

  it('never make a choice that is named like the id of one', async () => {
    const elsewhere = await choiceId('Tags', 'hot');
    const unknown = newId('choice');
    const sent: [object, boolean][] = [
      [{ Stage: elsewhere }, false],
      [{ Stage: elsewhere }, true],
      [{ Stage: unknown }, true],
      [{ Tags: [unknown] }, false],
      [{ Tags: ['hot', unknown] }, true],
      [{ Tags: `hot, ${unknown}` }, true],
    ];
    for (const [fields, typecast] of sent) {
      const refused = await mia.post(url, { fields, typecast });
      expect([refused.status, refused.body.error?.type]).toEqual([422, 'INVALID_MULTIPLE_CHOICE_OPTIONS']);
    }
    expect(await choiceId('Stage', elsewhere)).toBeUndefined();
  });

  it.each([
    ['2025-01-15T18:00:00', '2025-01-16T03:00:00.000Z', '2025-01-15T18:00:00.000Z'],
    ['2025-07-15T18:00:00', '2025-07-16T02:00:00.000Z', '2025-07-15T18:00:00.000Z'],
    ['2025-01-15', '2025-01-15T09:00:00.000Z', '2025-01-15T00:00:00.000Z'],
    ['2025-01-15T18:00:00-05:00', '2025-01-15T23:00:00.000Z', '2025-01-15T23:00:00.000Z'],
  ])('of a time read %s in the zone of the field, typecast or not', async (text, inAnchorage, inUtc) => {
    const fields = `/v0/meta/bases/${baseId}/tables/T/fields`;
    for (const timeZone of ['utc', 'client']) {
      const options = { ...DATE, timeFormat: { name: '24hour' }, timeZone };
      await mia.post(fields, { name: timeZone, type: 'dateTime', options });
    }
    for (const typecast of [false, true]) {
      const made = await mia.post(url, { fields: { Meet: text, utc: text, client: text }, typecast });
      expect(made.body.fields).toEqual({ Meet: inAnchorage, utc: inUtc, client: inUtc });
      await mia.delete(`${url}/${made.body.id}`);
    }
  });
});
