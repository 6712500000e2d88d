import type { PermissionLevel } from '@pyairtable/contracts';
import { ApiHarness, type Client } from '../testing/api-harness';

describe('typecast', () => {
  let api: ApiHarness;
  let mia: Client;
  let baseId: string;
  let deals: string;
  let contacts: string;

  const create = async (url: string, fields: object) => (await mia.post(url, { fields })).body.id as string;
  const contactNames = async () =>
    (await mia.get(contacts)).body.records.map(({ fields }: { fields: { Name?: string } }) => fields.Name);
  const choiceNames = async () => {
    const { tables } = (await mia.get(`/v0/meta/bases/${baseId}/tables`)).body;
    return tables[1].fields
      .filter(({ type }: { type: string }) => type.endsWith('Select') || type.endsWith('Selects'))
      .map(({ options }: { options: { choices: { name: string }[] } }) =>
        options.choices.map(({ name }) => name),
      );
  };

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const choices = [{ name: 'Open' }];
    const base = await api.base(mia, [
      { name: 'Contacts', fields: [{ name: 'Name', type: 'singleLineText' }] },
      {
        name: 'Deals',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Stage', type: 'singleSelect', options: { choices } },
          { name: 'Tags', type: 'multipleSelects', options: { choices } },
        ],
      },
      { name: 'Years', fields: [{ name: 'Year', type: 'number', options: { precision: 0 } }] },
    ]);
    baseId = base.id;
    [contacts, deals] = [`/v0/${baseId}/Contacts`, `/v0/${baseId}/Deals`];
    for (const [at, name] of [
      [0, 'Contact'],
      [2, 'Year'],
    ] as const) {
      const link = await mia.post(`/v0/meta/bases/${baseId}/tables/Deals/fields`, {
        name,
        type: 'multipleRecordLinks',
        options: { linkedTableId: base.tables[at].id },
      });
      expect(link.status).toBe(200);
    }
  });
  afterAll(() => api?.stop());

  describe('by somebody who may not change structure', () => {
    const member = async (level: PermissionLevel) => {
      const person = await api.client();
      await api.share(baseId, person.userId, level);
      return person;
    };

    it.each([
      ['a single select', { Stage: 'Brand new' }],
      ['a multiple select', { Tags: ['Open', 'Brand new'] }],
      ['a text of several choices', { Tags: 'Open, Brand new' }],
    ])('makes no choice of %s, and no record', async (_what, fields) => {
      const editor = await member('edit');
      const id = await create(deals, { Name: 'stays' });
      const before = [(await mia.get(deals)).text, await choiceNames()];
      const upsert = { performUpsert: { fieldsToMergeOn: ['Name'] }, typecast: true };
      for (const refused of [
        await editor.post(deals, { fields, typecast: true }),
        await editor.post(deals, { records: [{ fields: { Name: 'x' } }, { fields }], typecast: true }),
        await editor.patch(`${deals}/${id}`, { fields, typecast: true }),
        await editor.put(deals, { records: [{ id, fields }], typecast: true }),
        await editor.patch(deals, { records: [{ fields: { Name: 'y', ...fields } }], ...upsert }),
      ])
        expect([refused.status, refused.body.error]).toEqual([
          422,
          {
            type: 'INVALID_MULTIPLE_CHOICE_OPTIONS',
            message: 'Insufficient permissions to create new select option ""Brand new""',
          },
        ]);
      expect([(await mia.get(deals)).text, await choiceNames()]).toEqual(before);
    });

    it('still reads names of choices that are there, and makes linked records', async () => {
      const editor = await member('edit');
      const fields = { Stage: ' Open ', Tags: 'Open', Contact: ['Made by an editor'] };
      const made = await editor.post(deals, { fields, typecast: true });
      expect([made.status, made.body.fields]).toMatchObject([200, { Stage: 'Open', Tags: ['Open'] }]);
      expect(await contactNames()).toContain('Made by an editor');
    });

    it('is no matter for a creator', async () => {
      const creator = await member('create');
      const fields = { Stage: 'By a creator', Tags: ['By a creator'] };
      const made = await creator.post(deals, { fields, typecast: true });
      expect([made.status, made.body.fields]).toEqual([200, fields]);
    });
  });

  describe('of links', () => {
    let smithJohn: string;
    let acmeBlank: string;
    let smith: string;

    beforeAll(async () => {
      smithJohn = await create(contacts, { Name: 'Smith, John' });
      acmeBlank = await create(contacts, { Name: 'Acme ' });
      smith = await create(contacts, { Name: 'Smith' });
    });

    const link = async (Contact: unknown) => {
      const before = (await contactNames()).length;
      const made = await mia.post(deals, { fields: { Contact }, typecast: true });
      expect(made.status).toBe(200);
      const added = (await contactNames()).slice(before);
      return { ids: (made.body.fields.Contact ?? []) as string[], added };
    };

    it('takes the entries of a list as exact titles, commas and blanks included', async () => {
      expect(await link(['Smith, John'])).toEqual({ ids: [smithJohn], added: [] });
      expect(await link(['Acme '])).toEqual({ ids: [acmeBlank], added: [] });
      expect(await link(['Smith', smithJohn, ` ${acmeBlank} `])).toEqual({
        ids: [smith, smithJohn, acmeBlank],
        added: [],
      });
      expect(await link(['', '  '])).toEqual({ ids: [], added: [] });
    });

    it('tries a text as one title before it divides it', async () => {
      expect(await link('Smith, John')).toEqual({ ids: [smithJohn], added: [] });
      expect(await link('Acme ')).toEqual({ ids: [acmeBlank], added: [] });
      expect(await link('"Smith, John", Smith')).toEqual({ ids: [smithJohn, smith], added: [] });
      const { ids, added } = await link('Smith, Jane');
      expect([ids[0], added]).toEqual([smith, ['Jane']]);
      expect(await link(`${smith}, ${smithJohn}`)).toEqual({ ids: [smith, smithJohn], added: [] });
    });

    it('makes a record for a title of another case or with other blanks, and finds it again', async () => {
      for (const title of ['smith', 'Acme', ' Smith', 'two\nlines']) {
        const { ids, added } = await link([title]);
        expect(added).toEqual([title]);
        expect(await link([title])).toEqual({ ids, added: [] });
      }
    });

    it('finds numbers whatever blanks stand around them, and makes one record for each', async () => {
      const years = `/v0/${baseId}/Years`;
      const known = await create(years, { Year: 2026 });
      const made = await mia.post(deals, {
        fields: { Year: [' 2026', '2026 ', '2027', ' 2027'] },
        typecast: true,
      });
      expect([made.status, made.body.fields.Year]).toEqual([200, [known, expect.stringMatching(/^rec/)]]);
      expect((await mia.get(years)).body.records).toHaveLength(2);
    });
  });
});
