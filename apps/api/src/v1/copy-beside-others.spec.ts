import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type Answer, ApiHarness, type Client } from '../testing/api-harness';

describe('a copy of a base as it was, while others work', () => {
  let api: ApiHarness;
  let mia: Client;
  let owner: pg.Client;
  let base: Answer['body'];
  let rows: string;

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    owner = new pg.Client({ connectionString: api.database.url });
    await owner.connect();
  });
  afterAll(async () => {
    await owner?.end();
    await api?.stop();
  });
  beforeEach(async () => {
    const fields = [{ name: 'Name', type: 'singleLineText' }];
    base = await api.base(mia, [
      { name: 'A', fields },
      { name: 'B', fields },
    ]);
    rows = `"${base.id}"."${base.tables[0].id}"`;
  });

  const copy = (by: Client, seq: number): Promise<Answer> =>
    by.post(`/v1/bases/${base.id}/copies`, { moment: { seq }, name: 'As it was' });
  const copies = async (): Promise<number> =>
    (await api.sql(`SELECT FROM api.base WHERE name = 'As it was'`)).length;

  /** The answer to a copy, which comes to the rows of the first table before, and goes on after, what others do. */
  async function during(copied: () => Promise<Answer>, others: () => Promise<unknown>): Promise<Answer> {
    await owner.query(`BEGIN; LOCK TABLE ${rows} IN ACCESS EXCLUSIVE MODE`);
    const answer = copied();
    await vi.waitFor(
      async () => {
        const waiting = await owner.query(
          'SELECT FROM pg_locks WHERE NOT granted AND relation = $1::regclass',
          [rows],
        );
        expect(waiting.rowCount).toBe(1);
      },
      { timeout: 10_000, interval: 10 },
    );
    try {
      await others();
    } finally {
      await owner.query('COMMIT');
    }
    return answer;
  }

  it.each(['with', 'without'])('is one moment and lets others write, %s an Idempotency-Key', async (key) => {
    const by =
      key === 'with' ? await api.client({ sub: mia.userId }, { 'idempotency-key': randomUUID() }) : mia;
    const seen = await copies();
    await mia.post(`/v0/${base.id}/B`, { fields: { Name: 'then' } });
    const made = await during(
      () => copy(by, 2),
      async () => {
        const written = await mia.post(`/v0/${base.id}/B`, { fields: { Name: 'later' } });
        expect(written.status).toBe(200);
      },
    );
    expect([made.status, made.body]).toMatchObject([201, { seq: 2, records: 1 }]);
    const content = await mia.get(`/v0/${made.body.baseId}/B`);
    expect(content.body.records).toMatchObject([{ fields: { Name: 'then' } }]);
    const again = await copy(by, 2);
    const isSame = again.text === made.text && again.status === 201;
    expect([isSame, (await copies()) - seen]).toEqual(key === 'with' ? [true, 1] : [false, 2]);
  });

  it('is made once where the same request comes twice at a time', async () => {
    const by = await api.client({ sub: mia.userId }, { 'idempotency-key': randomUUID() });
    const seen = await copies();
    const answers = await Promise.all([copy(by, 1), copy(by, 1)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect([answers[0]?.text, (await copies()) - seen]).toEqual([answers[1]?.text, 1]);
  });

  it('is not given to who may not have it any more', async () => {
    const ben = await api.client();
    await api.share(base.id, ben.userId, 'create');
    const own = await api.base(ben, [{ name: 'T', fields: [{ name: 'Name', type: 'singleLineText' }] }]);
    const made = await during(
      () =>
        ben.post(`/v1/bases/${base.id}/copies`, {
          moment: { seq: 1 },
          name: 'Taken along',
          workspaceId: own.workspaceId,
        }),
      () => api.share(base.id, ben.userId, 'none'),
    );
    expect(made.status).toBe(403);
    expect(await api.sql(`SELECT FROM api.base WHERE name = 'Taken along'`)).toEqual([]);
  });
});
