import type { Field } from '@pyairtable/contracts';
import { ApiHarness, type Client } from '../testing/api-harness';

describe('choices that are added to a select', () => {
  let api: ApiHarness;
  let mia: Client;
  let path: (field: string) => string;
  let baseId: string;
  let tableId: string;
  let view: string;
  /** The number of the base's last change. */
  let head: () => Promise<number>;
  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const options = { choices: [{ name: 'Open', color: 'redBright' }] };
    const { id, tables } = await api.base(mia, [
      {
        name: 'Deals',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Stage', type: 'singleSelect', options },
          { name: 'Tags', type: 'multipleSelects', options },
        ],
      },
    ]);
    const fields = tables[0]?.fields as Field[];
    baseId = id;
    tableId = tables[0]?.id as string;
    view = `/v1/bases/${id}/tables/${tableId}/views/${tables[0]?.views[0]?.id}`;
    head = async () =>
      ((await mia.get(`/v1/bases/${id}/changes?after=0&limit=1`)).body as { head: number }).head;
    path = (name) =>
      `/v1/bases/${id}/tables/${tables[0]?.id}/fields/${fields.find((field) => field.name === name)?.id}`;
  });
  afterAll(() => api?.stop());

  const add = (addChoices: unknown, rest: object = {}, field = 'Stage') =>
    mia.patch(path(field), { addChoices, ...rest });
  const named = (answer: { body: unknown }) =>
    (answer.body as { options: { choices: { name: string; color?: string }[] } }).options.choices;

  it('leave those that others added at the same time, and are added once', async () => {
    await Promise.all([add(['Won', 'Open']), add(['Lost']), add(['Won', 'Won'])]);
    const choices = named(await add([]));
    expect(choices.map(({ name }) => name).toSorted()).toEqual(['Lost', 'Open', 'Won']);
    expect(choices[0]).toMatchObject({ name: 'Open', color: 'redBright' });
  });

  it.each<[string, unknown, object?, string?]>([
    ['are texts', [1]],
    ['are a list', 'Won'],
    ['are no blanks', [' ']],
    ['do not come with a list of all', ['New'], { options: { choices: [] } }],
    ['belong to a select', ['New'], {}, 'Name'],
    ['have ids that are ids', [{ id: 'Won', name: 'New' }]],
    ['have ids of their own', ['One', 'Two'].map((name) => ({ id: 'selNew00000000000', name }))],
    ['do not come with some to drop', ['New'], { dropChoices: ['selNew00000000000'] }],
  ])('%s, or are refused', async (_, names, rest, field) => {
    expect((await add(names, rest, field)).status).toBe(422);
    expect(named(await add([]))).toHaveLength(3);
  });

  it('come back by the ids that they had', async () => {
    const won = named(await add([])).find(({ name }) => name === 'Won') as { id: string; name: string };
    expect(named(await mia.patch(path('Stage'), { dropChoices: [won.id] }))).toHaveLength(2);
    expect(named(await add([won]))).toContainEqual(won);
    const other = { id: 'selNew00000000000', name: 'Won' };
    expect(named(await add([other, { ...won, name: 'Won again' }]))).toHaveLength(3);
  });

  it.each([
    ['Stage', 'Back', 'Back'],
    ['Tags', ['Open', 'Back'], ['Open', 'Back']],
  ])('come back to the cells that had them, when they were taken out: %s', async (field, given, shown) => {
    const created = { fields: { [field]: given }, typecast: true };
    const { id } = (await mia.post(`/v0/${baseId}/Deals`, created)).body;
    const cell = async () => (await mia.get(`/v0/${baseId}/Deals/${id}`)).body.fields[field];
    const choices = named(await add([], {}, field));
    const others = choices.filter(({ name }) => name !== 'Back');
    await mia.patch(path(field), { options: { choices: others } });
    expect(await cell()).toEqual(field === 'Tags' ? ['Open'] : undefined);
    await add([choices.find(({ name }) => name === 'Back')], {}, field);
    expect(await cell()).toEqual(shown);
    await mia.delete(`/v0/${baseId}/Deals/${id}`);
    await mia.patch(path(field), { options: { choices: others } });
  });

  describe('that nothing uses', () => {
    const choicesFor = (field: string) =>
      ['Held', 'Default', 'Filtered', 'Free'].map((name, at) => ({
        id: `selFor${field.padEnd(10, '0')}${at}`,
        name,
      }));
    const drop = (field: string) =>
      mia.patch(path(field), { dropChoices: choicesFor(field).map(({ id }) => id) });

    it.each(['Stage', 'Tags'])('go, and are no change where there are none: %s', async (field) => {
      const choices = choicesFor(field);
      const [heldId, defaultId, filteredId] = choices.map(({ id }) => (field === 'Tags' ? [id] : id));
      await add(choices, {}, field);
      await mia.patch(path(field), { rules: { default: defaultId } });
      const fieldId = path(field).split('/').at(-1) as string;
      await mia.post(`${path('').split('/tables')[0]}/ops`, {
        id: `op-held-${field}`,
        kind: 'records.create',
        tableId,
        records: [{ cells: { [fieldId]: heldId } }],
      });
      const operator = field === 'Tags' ? 'hasAnyOf' : 'is';
      const filter = { conjunction: 'and', conditions: [{ fieldId, operator, value: filteredId }] };
      expect((await mia.patch(view, { filter })).status).toBe(200);

      expect(named(await drop(field)).map(({ name }) => name)).not.toContain('Free');
      const before = await head();
      expect(named(await drop(field)).map(({ name }) => name)).toEqual(
        expect.arrayContaining(['Held', 'Default', 'Filtered']),
      );
      expect(await head()).toBe(before);
      await mia.patch(view, { filter: { conjunction: 'and', conditions: [] } });
      expect(named(await drop(field)).map(({ name }) => name)).not.toContain('Filtered');
    });

    it('stay where a write of another server comes to use them meanwhile', async () => {
      const choice = { id: 'selMeanwhile00000', name: 'Meanwhile' };
      await add([choice]);
      const { id } = (await mia.post(`/v0/${baseId}/Deals`, { fields: { Name: 'One' } })).body;
      const other = api.replica();
      const writer = await other.client({ sub: mia.userId });
      const blocking = await api.store.database.connect();
      const waiting = async (count: number) => {
        const asked = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
        while ((await api.sql(asked)).length !== count);
      };
      try {
        await blocking.query(`BEGIN; SELECT FROM "${baseId}"."${tableId}" WHERE id = '${id}' FOR UPDATE`);
        const written = writer.patch(`/v0/${baseId}/Deals/${id}`, { fields: { Stage: choice.name } });
        await waiting(1);
        const dropped = mia.patch(path('Stage'), { dropChoices: [choice.id] });
        // It has found none that uses the choice, and waits for the number of the write.
        await waiting(2);
        await blocking.query('COMMIT');
        expect([(await written).status, (await dropped).status]).toEqual([200, 200]);
      } finally {
        blocking.release();
        await other.stop();
      }
      const { body } = await mia.get(`/v0/${baseId}/Deals/${id}`);
      expect(body.fields.Stage).toBe('Meanwhile');
    });

    it('are of a select, only of the field, and not dropped with a change of rules', async () => {
      expect((await drop('Name')).status).toBe(422);
      expect((await mia.patch(path('Stage'), { dropChoices: ['Open'] })).status).toBe(422);
      const ruled = { dropChoices: ['selChoice00000009'], rules: { unique: true } };
      expect((await mia.patch(path('Stage'), ruled)).status).toBe(422);
      const known = named(await add([]));
      const answer = await mia.patch(path('Stage'), {
        dropChoices: ['selChoice00000009'],
        description: 'Where it is',
      });
      expect([named(answer), answer.body]).toEqual([
        known,
        expect.objectContaining({ description: 'Where it is' }),
      ]);
    });
  });
});
