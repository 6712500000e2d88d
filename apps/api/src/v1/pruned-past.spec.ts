import { newId } from '@pyairtable/kernel';
import { ApiHarness, type Client } from '../testing/api-harness';
import { Draw, suiteSeed } from '@pyairtable/testkit';
import { contentOf, randomHistory } from '../testing/random-history';

const LINES = process.env['SOAK'] ? 150 : 30;
const ROUNDS = process.env['SOAK'] ? 4 : 2;
const SEED = suiteSeed('SEED');

describe('a base whose past is let go', () => {
  let api: ApiHarness;
  let mia: Client;

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client({ name: 'Mia' });
  });
  afterAll(() => api?.stop());

  const copy = (baseId: string, moment: object) =>
    mia.post(`/v1/bases/${baseId}/copies`, { moment, name: 'As it was' });
  const keptFrom = async (baseId: string): Promise<number> =>
    (await mia.get(`/v1/bases/${baseId}/moments?limit=1`)).body.keptFrom;
  /** The time of an entry, in days before now; none where it is gone. */
  const daysSince = async (baseId: string, seq: number): Promise<number> => {
    const [entry] = await api.sql<{ days: number }>(
      `SELECT (extract(epoch FROM clock_timestamp() - at) / 86400)::float8 AS days FROM "${baseId}".change WHERE seq = $1`,
      [seq],
    );
    return entry?.days ?? 36_500;
  };
  /** Lets the trash go of what was deleted up to an entry. */
  const emptyTrash = async (baseId: string, seq: number) => {
    await api.sql(`UPDATE "${baseId}".trash SET at = at - interval '40 days' WHERE seq <= $1`, [seq]);
    await api.store.trash.dropExpired(baseId);
  };
  /** Numbers that are left of the log, and of what says of which records it tells. */
  const left = async (baseId: string) => {
    const [numbers] = await api.sql<{ first: number; told: number }>(
      `SELECT (SELECT min(seq) FROM "${baseId}".change) AS first, (SELECT min(seq) FROM "${baseId}".record_change) AS told`,
    );
    return numbers as NonNullable<typeof numbers>;
  };

  it('is at every moment that is kept what it was, wherever letting go is interrupted', async () => {
    const draw = new Draw(SEED);
    const { baseId, moments, log, goOn } = await randomHistory(api, mia, draw);
    const expectKept = async (seq: number) => {
      const made = await copy(baseId, { seq });
      expect([SEED, seq, made.status, made.text, log]).toEqual([SEED, seq, 201, expect.any(String), log]);
      const content = await contentOf(mia, made.body.baseId);
      expect([SEED, seq, log, content]).toEqual([SEED, seq, log, moments.get(seq)]);
    };
    for (let round = 0; round < ROUNDS; round++) {
      await goOn(LINES);
      const numbers = [...moments.keys()].filter((seq) => seq > 1);
      const asked = numbers[draw.between(0, Math.floor(numbers.length / 2))] as number;
      await emptyTrash(baseId, asked);
      const before = await keptFrom(baseId);
      log.push(`let go before ${asked}`);
      // Each step is a transaction of its own: what dies between two leaves no more than this.
      for (let whole = false; !whole;) {
        whole = true;
        const days = await daysSince(baseId, asked);
        for await (const _ of api.store.timeMachine.prune(baseId, days)) {
          const from = await keptFrom(baseId);
          if (draw.chance(0.3)) await expectKept(draw.one([...moments.keys()].filter((seq) => seq >= from)));
          whole = !draw.chance(0.3);
          if (!whole) break;
        }
      }
      const from = await keptFrom(baseId);
      expect([SEED, from >= before]).toEqual([SEED, true]);
      expect((await left(baseId)).first).toBe(from);
      expect((await left(baseId)).told ?? from).toBeGreaterThanOrEqual(from);
      if (from > 1) expect((await copy(baseId, { seq: from - 1 })).body.error.type).toBe('MOMENT_NOT_KEPT');
      for (const seq of [...moments.keys()]) if (seq < from) moments.delete(seq);
      for (const seq of draw.some([...moments.keys()], 5, 5)) await expectKept(seq);
    }
  }, 600_000);

  const fields = [{ name: 'Name', type: 'singleLineText' }];
  const newBase = async () => {
    const { id, tables } = await api.base(mia, [{ name: 'T', fields }]);
    return { id: id as string, table: tables[0], url: `/v1/bases/${id}`, rows: `/v0/${id}/T` };
  };
  const seqOf = async (baseId: string): Promise<number> => (await mia.get(`/v1/bases/${baseId}`)).body.seq;
  /** Makes all that was done so far older. */
  const age = async (baseId: string, days: number) => {
    for (const table of ['change', 'trash'])
      await api.sql(`UPDATE "${baseId}"."${table}" SET at = at - make_interval(days => $1)`, [days]);
  };
  const prune = async (baseId: string, days = 90) => {
    for await (const _ of api.store.timeMachine.prune(baseId, days));
  };
  const fieldIdOf = async (baseId: string, name: string): Promise<string> =>
    (await mia.get(`/v0/meta/bases/${baseId}/tables`)).body.tables[0].fields.find(
      (field: { name: string }) => field.name === name,
    ).id;
  const isKept = async (baseId: string, seq: number): Promise<boolean> =>
    (await copy(baseId, { seq })).status === 201;

  it('is told what it was so many days ago, and nothing of before', async () => {
    const { id, rows, table } = await newBase();
    const made = (await mia.post(rows, { fields: { Name: 'a' } })).body;
    for (const Name of ['b', 'c']) await mia.patch(`${rows}/${made.id}`, { fields: { Name } });
    await age(id, 100);
    await mia.patch(`${rows}/${made.id}`, { fields: { Name: 'd' } });
    await prune(id);
    expect([await keptFrom(id), await isKept(id, 3), await isKept(id, 4)]).toEqual([4, false, true]);
    for (const moment of [{ seq: 3 }, { at: new Date(Date.now() - 101 * 86_400_000).toISOString() }]) {
      const answers = [
        await mia.post(`/v1/bases/${id}/restore`, { moment }),
        await mia.post(`/v1/bases/${id}/snapshots`, { name: 'then', moment }),
      ];
      expect(answers.map(({ body }) => body.error.type)).toEqual(['MOMENT_NOT_KEPT', 'MOMENT_NOT_KEPT']);
    }
    const { entries } = (await mia.get(`/v1/bases/${id}/tables/${table.id}/records/${made.id}/history`)).body;
    expect(entries.map(({ seq }: { seq: number }) => seq)).toEqual([5, 4]);
    expect((await copy(id, { seq: 4 })).body).toMatchObject({ records: 1 });
  });

  it('tells who follows its log from a place that is gone to read all anew, and others what they lack', async () => {
    const { id, rows } = await newBase();
    for (const Name of ['a', 'b']) await mia.post(rows, { fields: { Name } });
    await age(id, 100);
    await mia.post(rows, { fields: { Name: 'c' } });
    await prune(id);
    const read = async (after: number) =>
      (await api.store.changes.read(id, after, 10, mia)).changes?.map(({ seq }) => seq) ?? null;
    expect([await read(1), await read(2), await read(3)]).toEqual([null, [3, 4], [4]]);
  });

  it('keeps the past from a moment on that somebody named, for as long as that has a name', async () => {
    const { id, url, rows } = await newBase();
    for (const Name of ['a', 'b', 'c']) await mia.post(rows, { fields: { Name } });
    const named = (await mia.post(`${url}/snapshots`, { name: 'Two', moment: { seq: 3 } })).body;
    await age(id, 100);
    await mia.post(rows, { fields: { Name: 'd' } });
    await prune(id);
    expect([await keptFrom(id), (await copy(id, { seq: 3 })).body.records]).toEqual([3, 2]);
    await mia.delete(`${url}/snapshots/${named.id}`);
    await prune(id);
    expect([await keptFrom(id), await isKept(id, 3)]).toEqual([4, false]);
  });

  it('keeps what brings back from the trash what is there, and a table for as long as a moment has it', async () => {
    const { id, url } = await newBase();
    const second = (await mia.post(`${url}/tables`, { name: 'Second', fields })).body.id;
    await mia.post(`/v0/${id}/Second`, { fields: { Name: 'a' } });
    const gone = (await mia.delete(`${url}/tables/${second}`)).body.seq;
    await api.sql(`UPDATE "${id}".change SET at = at - interval '100 days'`);
    await mia.post(`/v0/${id}/T`, { fields: { Name: 'b' } });
    await prune(id);
    const exists = async () =>
      (await api.sql('SELECT FROM pg_tables WHERE schemaname = $1 AND tablename = $2', [id, second]))
        .length === 1;
    expect([await keptFrom(id), await exists()]).toEqual([gone - 1, true]);
    await mia.post(`${url}/trash/${gone}/restore`);
    expect((await mia.get(`/v0/${id}/Second`)).body.records).toHaveLength(1);
    const again = (await mia.delete(`${url}/tables/${second}`)).body.seq;
    await age(id, 100);
    await emptyTrash(id, again);
    expect(await exists()).toBe(true);
    await mia.post(`/v0/${id}/T`, { fields: { Name: 'c' } });
    await prune(id);
    expect([await keptFrom(id), await exists()]).toEqual([again, false]);
    expect(await api.sql(`SELECT FROM "${id}".past_structure WHERE until IS NOT NULL`)).toEqual([]);
  });

  it('knows when cells were changed, though what changed them is gone', async () => {
    const { id, url, table, rows } = await newBase();
    const made = (await mia.post(rows, { fields: { Name: 'a' } })).body;
    await mia.patch(`${rows}/${made.id}`, { fields: { Name: 'b' } });
    await mia.post(rows, { fields: { Name: 'c' } });
    await age(id, 100);
    const options = { referencedFieldIds: [table.fields[0].id] };
    const cellsOf = async (names: string[]) => {
      const { body } = await mia.get(`${rows}/${made.id}`);
      return names.map((name) => body.fields[name]);
    };
    const make = async (at: string, by: string, asked: string) => {
      await mia.post(`${url}/tables/${table.id}/fields`, { name: at, type: 'lastModifiedTime', options });
      await mia.post(`${url}/tables/${table.id}/fields`, { name: by, type: 'lastModifiedBy', options });
      const formula = "DATETIME_FORMAT(LAST_MODIFIED_TIME({Name}), 'x')";
      await mia.post(`${url}/tables/${table.id}/fields`, {
        name: asked,
        type: 'formula',
        options: { formula },
      });
      return cellsOf([at, by, asked]);
    };
    const before = await make('At', 'By', 'Asked');
    for (const name of ['At', 'By', 'Asked']) {
      await mia.delete(`${url}/tables/${table.id}/fields/${await fieldIdOf(id, name)}`);
    }
    await emptyTrash(id, 1_000);
    await prune(id);
    expect((await left(id)).first).toBe(4);
    expect(await make('At', 'By', 'Asked')).toEqual(before);
  });

  it('knows of a field that watches another when that was changed, though that is gone', async () => {
    const { id, url, table, rows } = await newBase();
    const watched = (await mia.post(`${url}/tables/${table.id}/fields`, { name: 'Watched', type: 'email' }))
      .body;
    const options = { referencedFieldIds: [watched.id] };
    await mia.post(`${url}/tables/${table.id}/fields`, { name: 'At', type: 'lastModifiedTime', options });
    const made = (await mia.post(rows, { fields: { Name: 'a' } })).body;
    const at = (await mia.patch(`${rows}/${made.id}`, { fields: { Watched: 'a@example.org' } })).body.fields
      .At;
    const gone = (await mia.delete(`${url}/tables/${table.id}/fields/${watched.id}`)).body.seq;
    await mia.patch(`${rows}/${made.id}`, { fields: { Name: 'b' } });
    await emptyTrash(id, gone);
    await prune(id, 0);
    const seq = await keptFrom(id);
    const again = (await mia.post(`${url}/tables/${table.id}/fields`, { name: 'Again', type: 'email' })).body;
    await mia.patch(`${url}/tables/${table.id}/fields/${await fieldIdOf(id, 'At')}`, {
      options: { referencedFieldIds: [again.id] },
    });
    const copied = (await copy(id, { seq })).body.baseId;
    const [record] = (await mia.get(`/v0/${copied}/T`)).body.records;
    expect([seq, record.fields.At]).toEqual([gone + 1, at]);
  });

  it('forgets how a field was called that is gone for good, which then goes by its id', async () => {
    const { id, url, table } = await newBase();
    const fieldsUrl = `${url}/tables/${table.id}/fields`;
    const input = (await mia.post(fieldsUrl, { name: 'Input', type: 'email' })).body;
    await mia.post(fieldsUrl, { name: 'F', type: 'formula', options: { formula: '{Input}' } });
    const { seq } = (await mia.delete(`${fieldsUrl}/${input.id}`)).body;
    const reason = async () => (await mia.get(url)).body.tables[0].fields.at(-1).options.reason;
    const missing = (name: string) => `The field ${name} that the formula names is not there any more.`;
    await prune(id, 0);
    expect(await reason()).toBe(missing('“Input”'));
    await emptyTrash(id, seq);
    await mia.post(`/v0/${id}/T`, { fields: { Name: 'a' } });
    await prune(id, 0);
    expect(await reason()).toBe(missing(input.id));
  });

  it('forgets all of records that are gone for good', async () => {
    const { id, rows } = await newBase();
    const made = (await mia.post(rows, { fields: { Name: 'a' } })).body;
    await mia.patch(`${rows}/${made.id}`, { fields: { Name: 'b' } });
    const stamps = () => api.sql(`SELECT record_id FROM "${id}".past_stamp GROUP BY 1`);
    await age(id, 100);
    await mia.post(rows, { fields: { Name: 'c' } });
    await prune(id);
    await mia.post(rows, { fields: { Name: 'd' } });
    await prune(id, 0);
    expect(await stamps()).toEqual([{ record_id: made.id }]);
    await mia.delete(`${rows}/${made.id}`);
    await mia.post(rows, { fields: { Name: 'e' } });
    await prune(id, 0);
    expect(await stamps()).toEqual([]);
  });

  it('lets go of what it was before it was brought back, of all but moments that somebody named', async () => {
    const { id, url, rows } = await newBase();
    for (const Name of ['a', 'b', 'c']) await mia.post(rows, { fields: { Name } });
    const named = (await mia.post(`${url}/snapshots`, { name: 'Two', moment: { seq: 3 } })).body;
    await mia.post(`${url}/restore`, { moment: { seq: 2 } });
    const lives = async () =>
      (await api.sql<{ id: string }>(`SELECT id FROM api.base WHERE deleted->>'lifeOf' = $1`, [id])).map(
        (life) => life.id,
      );
    const [life] = (await lives()) as [string];
    await prune(life);
    expect((await mia.get(`${url}/moments?before=5`)).body).toMatchObject({ keptFrom: 1, next: null });
    await age(life, 100);
    await age(id, 100);
    await prune(life);
    const told = (await mia.get(`${url}/moments?before=6`)).body;
    expect([told.keptFrom, told.moments.map(({ seq }: { seq: number }) => seq)]).toEqual([3, [4, 3]]);
    expect([await isKept(id, 2), (await copy(id, { seq: 3 })).body.records]).toEqual([false, 2]);
    await mia.delete(`${url}/snapshots/${named.id}`);
    await prune(life);
    expect([await lives(), await isKept(id, 3)]).toEqual([[], false]);
    expect(await api.sql('SELECT FROM pg_namespace WHERE nspname = $1', [life])).toEqual([]);
    expect((await mia.get(url)).status).toBe(200);
    expect(await seqOf(id)).toBe(7);
  });

  it('keeps its last entry however long ago that is, and all where it is asked of a base that is not there', async () => {
    const { id } = await newBase();
    await age(id, 400);
    await prune(id);
    await prune(newId('base'));
    expect([await keptFrom(id), await isKept(id, 1)]).toEqual([1, true]);
  });
});
