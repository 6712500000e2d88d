import { ApiHarness, type Client } from './testing/api-harness';

describe('a statement that is wrong on the structure as it is', () => {
  let api: ApiHarness;
  let mia: Client;

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
  });
  afterAll(() => api?.stop());

  it('is a fault of ours, told once and at once, not one to retry', async () => {
    const fields = ['Name', 'Lost'].map((name) => ({ name, type: 'singleLineText' }));
    const base = await api.base(mia, [{ name: 'T', fields }]);
    const [table] = base.tables;
    const url = `/v0/${base.id}/T`;
    // As a server would have it that knows less SQL than the store writes: nothing of the structure says so.
    await api.sql(`ALTER TABLE "${base.id}"."${table.id}" DROP COLUMN "${table.fields[1].id}"`);
    for (const ask of [() => mia.get(url), () => mia.post(url, { fields: { Lost: 'x' } })]) {
      const answer = await ask();
      expect([answer.status, answer.body.error]).toEqual([
        500,
        { type: 'SERVER_ERROR', id: expect.stringMatching(/^err/), message: expect.any(String) },
      ]);
      expect(answer.statements).toBeLessThan(16);
    }
  });
});
