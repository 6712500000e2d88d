import type { Field } from '@pyairtable/contracts';
import { ApiHarness, type Client } from '../testing/api-harness';

describe('choices that are added to a select', () => {
  let api: ApiHarness;
  let mia: Client;
  let path: (field: string) => string;
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
        ],
      },
    ]);
    const fields = tables[0]?.fields as Field[];
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
  ])('%s, or are refused', async (_, names, rest, field) => {
    expect((await add(names, rest, field)).status).toBe(422);
    expect(named(await add([]))).toHaveLength(3);
  });
});
