import { ApiHarness, type Client } from '../testing/api-harness';

describe('a page of the log', () => {
  let api: ApiHarness;
  let mia: Client;
  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
  });
  afterAll(() => api.stop());

  it('ends early where entries are large, and goes on where it ended', async () => {
    const base = await api.base(mia, [{ name: 'T', fields: [{ name: 'Name', type: 'singleLineText' }] }]);
    for (let at = 0; at < 6; at++) {
      // Large both ways: as it is stored, which is packed where it repeats, and as it is read.
      const text =
        at < 3
          ? 'x'.repeat(100_000)
          : Array.from({ length: 11_000 }, () => Math.random().toString(36)).join('');
      const records = Array.from({ length: 10 }, () => ({ fields: { Name: text.slice(0, 100_000) } }));
      for (let part = 0; part < 4; part++)
        expect((await mia.post(`/v0/${base.id}/T`, { records })).status).toBe(200);
    }
    const seen: number[] = [];
    const sizes: number[] = [];
    for (let after = 0; ;) {
      const { status, body, text } = await mia.get(`/v1/bases/${base.id}/changes?after=${after}&limit=200`);
      expect(status).toBe(200);
      sizes.push(text.length);
      const numbers = body.changes.map(({ seq }: { seq: number }) => seq);
      seen.push(...numbers);
      after = numbers.at(-1);
      if (after === body.head) break;
    }
    expect(seen).toEqual(seen.map((_, at) => at + 1));
    expect(sizes.length).toBeGreaterThan(2);
    expect(Math.max(...sizes)).toBeLessThan(10_000_000);
  });
});
