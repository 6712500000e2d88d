import { MAX_STRUCTURE } from '@pyairtable/contracts';
import { MAX_CHOICE_TEXT } from '@pyairtable/field-types';
import { ApiHarness, type Client } from '../testing/api-harness';

describe('what people write into the structure of a base', () => {
  let api: ApiHarness;
  let mia: Client;
  let baseId: string;
  let fields: string;

  /** Choices whose names come to so many characters. */
  const choices = (characters: number, prefix = '') =>
    Array.from({ length: characters / 10_000 }, (_, at) => ({ name: `${prefix}${at}`.padEnd(10_000, 'x') }));
  const create = (name: string, characters = MAX_CHOICE_TEXT) =>
    mia.post(fields, { name, type: 'singleSelect', options: { choices: choices(characters) } });
  const refusal = ({ status, body }: Awaited<ReturnType<typeof create>>) => [status, body.error?.message];

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const base = await api.base(mia, [{ name: 'T', fields: [{ name: 'Name', type: 'singleLineText' }] }]);
    baseId = base.id;
    fields = `/v1/bases/${baseId}/tables/${base.tables[0].id}/fields`;
  });
  afterAll(() => api?.stop());

  it('is bounded in the choices of a field, however they come', async () => {
    const tooLong = [422, expect.stringMatching(`come to (more than|at most) ${MAX_CHOICE_TEXT} characters`)];
    expect((await create('Long', MAX_CHOICE_TEXT + 10_000)).status).toBe(422);
    const { body: stage } = await create('Stage');
    const added = { addChoices: choices(10_000, 'new').map(({ name }) => name) };
    expect(refusal(await mia.patch(`${fields}/${stage.id}`, added))).toEqual(tooLong);
    const record = { fields: { Stage: 'one more' }, typecast: true };
    expect(refusal(await mia.post(`/v0/${baseId}/T`, record))).toEqual(tooLong);
    expect((await mia.delete(`${fields}/${stage.id}`)).status).toBe(200);
  });

  it('is bounded together, and can become less, or be arranged, where it is full', async () => {
    await mia.post(fields, { name: 'Kind', type: 'singleSelect', options: { choices: [{ name: 'old' }] } });
    const { body: large } = await mia.post(fields, { name: 'Large', type: 'singleLineText' });
    await api.sql(
      `UPDATE "${baseId}".field SET description = repeat('x', ${MAX_STRUCTURE}) WHERE id = '${large.id}'`,
    );
    const tooMuch = [422, expect.stringContaining('hold at most 16 MiB')];
    expect(refusal(await create('Stage', 10_000))).toEqual(tooMuch);
    expect(refusal(await mia.post(`/v0/${baseId}/T`, { fields: { Kind: 'new' }, typecast: true }))).toEqual(
      tooMuch,
    );
    expect((await mia.post(`/v0/${baseId}/T`, { fields: { Kind: 'old' }, typecast: true })).status).toBe(200);
    expect(refusal(await mia.post(`${fields}/${large.id}/duplicate`, {}))).toEqual(tooMuch);
    expect((await mia.patch(`${fields}/${large.id}`, { name: 'L' })).status).toBe(200);
    expect((await mia.delete(`${fields}/${large.id}`)).status).toBe(200);
    expect((await create('Stage', 10_000)).status).toBe(201);
  });
});
