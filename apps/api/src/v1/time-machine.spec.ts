import { MAX_SNAPSHOTS, type Moments } from '@pyairtable/contracts';
import { newId } from '@pyairtable/kernel';
import { ApiHarness, type Client } from '../testing/api-harness';
import { Draw, suiteSeed } from '@pyairtable/testkit';
import { contentOf as contentFor, randomHistory } from '../testing/random-history';

const LINES = process.env['SOAK'] ? 400 : 60;
const SEED = suiteSeed('SEED');

describe('a base as it was', () => {
  let api: ApiHarness;
  let mia: Client;

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client({ name: 'Mia' });
  });
  afterAll(() => api?.stop());

  const contentOf = (baseId: string) => contentFor(mia, baseId);
  const copy = (baseId: string, moment: object, by: Client = mia) =>
    by.post(`/v1/bases/${baseId}/copies`, { moment, name: 'As it was' });

  it('comes back as a new base at every moment, whatever was done since', async () => {
    const draw = new Draw(SEED);
    const { baseId, moments, log, goOn } = await randomHistory(api, mia, draw);
    await goOn(LINES);
    const chosen = draw.some([...moments], 8, 8);
    for (const [seq, content] of chosen) {
      const made = await copy(baseId, { seq });
      expect([SEED, seq, made.status, made.text, log]).toEqual([SEED, seq, 201, expect.any(String), log]);
      expect([SEED, seq, log, await contentOf(made.body.baseId)]).toEqual([SEED, seq, log, content]);
    }
  }, 600_000);

  it('is told entry by entry, newest first, and named: a snapshot comes back whatever was done since', async () => {
    const base = await api.base(mia, [{ name: 'T', fields: [{ name: 'Name', type: 'singleLineText' }] }]);
    const url = `/v1/bases/${base.id}`;
    const [table] = base.tables;
    const records = ['a', 'b'].map((one) => ({ fields: { Name: one } }));
    const made = await mia.post(`/v0/${base.id}/T`, { records });
    const first = await mia.post(`${url}/snapshots`, { name: 'Two of them' });
    expect([first.status, first.body]).toMatchObject([
      201,
      { seq: 2, name: 'Two of them', actor: { id: mia.userId, name: 'Mia' }, at: expect.any(String) },
    ]);
    const content = await contentOf(base.id);
    await mia.delete(`/v0/${base.id}/T/${made.body.records[0].id}`);
    const more = (await mia.post(`${url}/tables/${table.id}/fields`, { name: 'More', type: 'email' })).body
      .id;
    await mia.patch(`/v0/${base.id}/T/${made.body.records[1].id}`, { fields: { More: 'b@example.com' } });

    const told = (await mia.get(`${url}/moments?limit=4`)).body;
    const [gone, left] = made.body.records;
    expect(told).toMatchObject({
      moments: [
        { seq: 5, updated: 1, record: { id: left.id, tableId: table.id, title: 'b', fieldIds: [more] } },
        {
          seq: 4,
          created: 0,
          updated: 0,
          deleted: 0,
          actions: ['field.created'],
          subjects: [{ action: 'field.created', tableId: table.id, fieldId: more, name: 'More' }],
          tableIds: [],
          record: null,
        },
        {
          seq: 3,
          created: 0,
          deleted: 1,
          actions: [],
          source: 'publicApi',
          actor: { name: 'Mia' },
          record: { id: gone.id, title: null },
        },
        { seq: 2, created: 2, tableIds: [table.id], record: null },
      ],
      next: 2,
      keptFrom: 1,
    });
    expect((await mia.get(`${url}/moments?before=${told.next}`)).body).toMatchObject({
      moments: [{ seq: 1, actions: ['base.created', 'table.created'] }],
      next: null,
    });

    await mia.post(`${url}/snapshots`, { name: 'Before all', moment: { seq: 1 } });
    const listed = async () => (await mia.get(`${url}/snapshots`)).body.snapshots;
    expect(await listed()).toMatchObject([{ name: 'Two of them' }, { name: 'Before all', seq: 1 }]);
    const [{ seq, id }] = await listed();
    expect(await contentOf((await copy(base.id, { seq })).body.baseId)).toEqual(content);
    expect((await mia.patch(`${url}/snapshots/${id}`, { name: 'Both' })).body).toMatchObject({
      id,
      name: 'Both',
    });
    expect((await mia.delete(`${url}/snapshots/${id}`)).status).toBe(204);
    expect(await listed()).toMatchObject([{ name: 'Before all' }]);
    expect((await mia.patch(`${url}/snapshots/${id}`, { name: 'Both' })).status).toBe(404);
    expect((await mia.post(`${url}/snapshots`, { name: 'x', moment: { seq: 9 } })).body.error.type).toBe(
      'MOMENT_NOT_KEPT',
    );
    for (const body of [{}, { name: '' }, { name: 'x', moment: {} }])
      expect((await mia.post(`${url}/snapshots`, body)).status).toBe(422);
  });

  it('says what of a view was changed', async () => {
    const base = await api.base(mia, [{ name: 'T', fields: [{ name: 'Name', type: 'singleLineText' }] }]);
    const [table] = base.tables;
    const view = `/v1/bases/${base.id}/tables/${table.id}/views/${table.views[0].id}`;
    const sort = [{ fieldId: table.fields[0].id, direction: 'asc' }];
    for (const change of [{ name: 'Sorted', sort }, { rowHeight: 'tall' }, { sort: [] }])
      expect((await mia.patch(view, change)).status).toBe(200);
    const { moments } = (await mia.get(`/v1/bases/${base.id}/moments?limit=3`)).body;
    expect(moments.map((moment: Moments['moments'][number]) => moment.subjects[0]?.settings)).toEqual([
      ['sort'],
      ['rowHeight'],
      ['name', 'sort'],
    ]);
  });

  it('leaves what nobody made, or changed, to nobody', async () => {
    const fields = [
      { name: 'Name', type: 'singleLineText' },
      { name: 'By', type: 'createdBy' },
      { name: 'Changed by', type: 'lastModifiedBy' },
    ];
    const base = await api.base(mia, [{ name: 'T', fields }]);
    await mia.post(`/v0/${base.id}/T`, { records: [{ fields: { Name: 'a' } }, { fields: { Name: 'b' } }] });
    const rows = `"${base.id}"."${base.tables[0].id}"`;
    await api.sql(`UPDATE ${rows} SET created_by = NULL, modified_by = NULL WHERE __id = 1`);
    await api.sql(`UPDATE ${rows} SET modified_by = NULL WHERE __id = 2`);
    const content = await contentOf(base.id);
    expect(await contentOf((await copy(base.id, { seq: 2 })).body.baseId)).toEqual(content);
  });

  it('is by a time what was there then, whatever was under way', async () => {
    const base = await api.base(mia, [{ name: 'T', fields: [{ name: 'Name', type: 'singleLineText' }] }]);
    for (const Name of ['a', 'b', 'took long']) await mia.post(`/v0/${base.id}/T`, { fields: { Name } });
    // Each entry has the time at which its transaction began; the last began before the one before it.
    for (const [seq, time] of ['09:00', '12:00', '12:02', '12:00:30'].entries())
      await api.sql(`UPDATE "${base.id}".change SET at = '2026-11-01T${time}Z' WHERE seq = ${seq + 1}`);
    const seqAt = async (time: string) => {
      const moment = { at: `2026-11-01T${time}Z` };
      const named = await mia.post(`/v1/bases/${base.id}/snapshots`, { name: time, moment });
      return [(await copy(base.id, moment)).body.seq, named.body.seq];
    };
    expect(await seqAt('11:59')).toEqual([1, 1]);
    expect(await seqAt('12:01')).toEqual([2, 2]);
    expect(await seqAt('12:02')).toEqual([4, 4]);
    expect((await copy(base.id, { at: '2026-11-01T08:00Z' })).body.error.type).toBe('MOMENT_NOT_KEPT');
  });

  it('has the cells of a field however much text they are, in parts of a bounded size', async () => {
    const fields = [
      { name: 'Name', type: 'singleLineText' },
      { name: 'Note', type: 'multilineText' },
    ];
    const base = await api.base(mia, [{ name: 'T', fields }]);
    const [table] = base.tables;
    const records = ['a', 'b', 'c', 'd'].map((Name) => ({ fields: { Name } }));
    await mia.post(`/v0/${base.id}/T`, { records });
    const note = table.fields[1].id;
    await api.sql(
      `UPDATE "${base.id}"."${table.id}" SET "${note}" = (SELECT string_agg(md5(__id::text || n), '') FROM generate_series(1, 80000) n)`,
    );
    const { seq } = (await mia.get(`/v1/bases/${base.id}`)).body;
    const before = await api.sql(`SELECT id, md5("${note}") FROM "${base.id}"."${table.id}" ORDER BY id`);
    expect((await mia.delete(`/v1/bases/${base.id}/tables/${table.id}/fields/${note}`)).status).toBe(200);
    const [kept] = await api.sql<{ parts: string; most: string }>(
      `SELECT count(*) FILTER (WHERE part >= 0) AS parts, max(length(cells::text)) AS most FROM "${base.id}".past_cells`,
    );
    expect([Number(kept?.parts), Number(kept?.most) < 10_000_000]).toEqual([2, true]);
    const made = await copy(base.id, { seq });
    expect(made.status).toBe(201);
    const then = await api.sql(
      `SELECT id, md5("${note}") FROM "${made.body.baseId}"."${table.id}" ORDER BY id`,
    );
    expect(then).toEqual(before);
  });

  it('is named and renamed in one turn, however many changes of the structure stand in line', async () => {
    const base = await api.base(mia, [{ name: 'T', fields: [{ name: 'Name', type: 'singleLineText' }] }]);
    const url = `/v1/bases/${base.id}`;
    const { id } = (await mia.post(`${url}/snapshots`, { name: 'x' })).body;
    const holder = await api.store.database.connect();
    const answered: string[] = [];
    const sent: Promise<unknown>[] = [];
    const send = (name: string, answer: Promise<{ status: number }>) =>
      sent.push(answer.then(({ status }) => answered.push(`${name} ${status}`)));
    const addFields = (names: string[]) => {
      for (const name of names)
        send(name, mia.post(`${url}/tables/${base.tables[0].id}/fields`, { name, type: 'email' }));
    };
    try {
      await holder.query('BEGIN');
      await holder.query(`SELECT pg_advisory_xact_lock(hashtextextended('structure/' || $1, 0))`, [base.id]);
      addFields(['a', 'b', 'c']);
      send('renamed', mia.patch(`${url}/snapshots/${id}`, { name: 'y' }));
      send('named', mia.post(`${url}/snapshots`, { name: 'z' }));
      await new Promise((sent) => setTimeout(sent, 200));
      addFields(['d', 'e', 'f', 'g', 'h']);
      await new Promise((sent) => setTimeout(sent, 200));
    } finally {
      await holder.query('ROLLBACK');
      holder.release();
    }
    await Promise.all(sent);
    expect(answered.toSorted()).toEqual(
      ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
        .map((name) => `${name} 201`)
        .concat('named 201', 'renamed 200'),
    );
    expect(answered.indexOf('renamed 200')).toBeLessThan(answered.indexOf('h 201'));
    expect(answered.indexOf('named 201')).toBeLessThan(answered.indexOf('h 201'));
  });

  it('has a bounded number of names', async () => {
    const base = await api.base(mia, [{ name: 'T', fields: [{ name: 'Name', type: 'singleLineText' }] }]);
    await api.sql(
      `INSERT INTO "${base.id}".snapshot (seq, at, name) SELECT 1, now(), 'one of many' FROM generate_series(1, ${MAX_SNAPSHOTS})`,
    );
    const refused = await mia.post(`/v1/bases/${base.id}/snapshots`, { name: 'too many' });
    expect([refused.status, refused.body.error.message]).toEqual([
      422,
      `A base has at most ${MAX_SNAPSHOTS} snapshots: delete one first`,
    ]);
  });

  it('is given by creators only, and not for a moment of which nothing is known', async () => {
    const base = await api.base(mia, [{ name: 'T', fields: [{ name: 'Name', type: 'singleLineText' }] }]);
    expect((await copy(base.id, { seq: 99 })).body.error.type).toBe('MOMENT_NOT_KEPT');
    for (const at of ['2001-01-01T00:00:00Z', '9000-01-01T00:00:00Z'])
      expect((await copy(base.id, { at })).body.error.type).toBe('MOMENT_NOT_KEPT');
    const never = [
      '0000-01-01T00:00Z',
      '0000-06-30T00:00Z',
      '0001-01-01T00:00+14:00',
      '9999-12-31T23:59-12:00',
      '2026-02-30T00:00Z',
      '2026-13-01T00:00Z',
      '2026-01-01T25:00Z',
      'yesterday',
    ].map((at) => ({ at }));
    for (const moment of [{}, { seq: 0 }, { seq: 1, at: '2026-01-01T00:00:00Z' }, ...never]) {
      const snapshot = await mia.post(`/v1/bases/${base.id}/snapshots`, { name: 'x', moment });
      expect([moment, (await copy(base.id, moment)).status, snapshot.status]).toEqual([moment, 422, 422]);
    }
    const made = await copy(base.id, { at: new Date(Date.now() + 60_000).toISOString() });
    expect(made.body).toEqual({
      baseId: expect.any(String),
      workspaceId: base.workspaceId,
      tables: 1,
      records: 0,
      seq: 1,
    });
    const guest = await api.client();
    await api.share(base.id, guest.userId, 'create');
    expect((await copy(base.id, { seq: 1 }, guest)).body.error.type).toBe('MODEL_ID_NOT_FOUND');
    expect(
      (await mia.post(`/v1/bases/${newId('base')}/copies`, { moment: { seq: 1 }, name: 'x' })).status,
    ).toBe(403);
  });
});
