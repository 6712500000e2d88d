import { randomUUID } from 'node:crypto';
import type { Change, OpResult } from '@pyairtable/contracts';
import { ApiHarness, type Client } from '../testing/api-harness';

type Fields = Record<string, unknown>;
const TIMES = ['Changed', 'Stage changed', 'Link changed'] as const;

describe('a write that changes nothing', () => {
  let api: ApiHarness;
  let mia: Client;
  let baseId: string;
  let deals: string;
  let firms: string;
  let ids: Record<string, string>;
  let acme: string;
  let nord: string;
  let deal: string;

  const fieldsOf = async (url: string, id: string): Promise<Fields> =>
    (await mia.get(`${url}/${id}`)).body.fields;
  const log = async (): Promise<Change[]> =>
    (await mia.get(`/v1/bases/${baseId}/changes?after=0&limit=500`)).body.changes;
  /** All that tells of a modification: the log's length and every stamp of the records. */
  const traces = async () => ({
    entries: (await log()).length,
    stamps: await Promise.all(
      [
        [deals, deal],
        [firms, acme],
        [firms, nord],
      ].map(async ([url, id]) => fieldsOf(url as string, id as string)),
    ),
  });
  const stampsOf = async (url: string, id: string) => {
    const fields = await fieldsOf(url, id);
    return TIMES.map((name) => fields[name]);
  };
  const op = (body: object, id: string = randomUUID()) =>
    mia.post(`/v1/bases/${baseId}/ops`, { id, kind: 'records.update', tableId: ids['Deals'], ...body });
  /** Which of the stamps moved by the write, in the order of TIMES. */
  const moved = async (url: string, id: string, write: () => Promise<{ status: number }>) => {
    const before = await stampsOf(url, id);
    expect((await write()).status).toBe(200);
    const after = await stampsOf(url, id);
    return TIMES.filter((_, at) => after[at] !== before[at]);
  };

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client();
    const stage = {
      name: 'Stage',
      type: 'singleSelect',
      options: { choices: [{ name: 'Open' }, { name: 'Won' }] },
    };
    const base = await api.base(mia, [
      {
        name: 'Deals',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          stage,
          { name: 'Fee', type: 'number', options: { precision: 2 } },
          { name: 'Tags', type: 'multipleSelects', options: { choices: [{ name: 'a' }, { name: 'b' }] } },
          {
            name: 'Meet',
            type: 'dateTime',
            options: { dateFormat: { name: 'iso' }, timeFormat: { name: '24hour' }, timeZone: 'utc' },
          },
          { name: 'Done', type: 'checkbox', options: { icon: 'check', color: 'greenBright' } },
        ],
      },
      { name: 'Firms', fields: [{ name: 'Name', type: 'singleLineText' }, stage] },
    ]);
    baseId = base.id;
    [deals, firms] = [`/v0/${baseId}/Deals`, `/v0/${baseId}/Firms`];
    const meta = `/v0/meta/bases/${baseId}/tables`;
    const add = async (table: string, field: object) =>
      (await mia.post(`${meta}/${table}/fields`, field)).body;
    const link = await add('Deals', {
      name: 'Firm',
      type: 'multipleRecordLinks',
      options: { linkedTableId: base.tables[1].id },
    });
    for (const [at, linkId] of [link.id, link.options.inverseLinkFieldId].entries()) {
      const { name, fields } = base.tables[at];
      for (const [time, referencedFieldIds] of [
        ['Changed', []],
        ['Stage changed', [fields[1].id]],
        ['Link changed', [linkId]],
      ])
        await add(name, { name: time, type: 'lastModifiedTime', options: { referencedFieldIds } });
    }
    ids = { Deals: base.tables[0].id, Firm: link.id, Deal: link.options.inverseLinkFieldId };
    for (const { name, id } of base.tables[0].fields) ids[name] = id;
    [acme, nord] = (
      await mia.post(firms, { records: [{ fields: { Name: 'Acme' } }, { fields: { Name: 'Nord' } }] })
    ).body.records.map(({ id }: { id: string }) => id);
    const fields = {
      Name: 'One',
      Stage: 'Open',
      Fee: 1.5,
      Tags: ['b', 'a'],
      Meet: '2026-03-01T08:30:00.000Z',
      Done: true,
      Firm: [nord, acme],
    };
    deal = (await mia.post(deals, { fields })).body.id;
  });
  afterAll(() => api?.stop());

  it('counts creation as the first modification', async () => {
    const { body } = await mia.get(`${deals}/${deal}`);
    expect(TIMES.map((name) => body.fields[name])).toEqual(TIMES.map(() => body.createdTime));
  });

  it.each<
    [string, (body: Fields) => Promise<{ status: number; body: { fields?: Fields; records?: object[] } }>]
  >([
    ['PATCH of a cell', () => mia.patch(`${deals}/${deal}`, { fields: { Name: 'One' } })],
    ['PATCH of no cell', () => mia.patch(`${deals}/${deal}`, { fields: {} })],
    ['PATCH of all that was read', (fields) => mia.patch(`${deals}/${deal}`, { fields })],
    ['PUT of all that was read', (fields) => mia.put(`${deals}/${deal}`, { fields })],
    ['a batch', (fields) => mia.patch(deals, { records: [{ id: deal, fields }] })],
    [
      'a batch that names a record twice',
      (fields) =>
        mia.patch(deals, {
          records: [
            { id: deal, fields: { Name: 'x' } },
            { id: deal, fields },
          ],
        }),
    ],
    [
      'typecast of its texts',
      () =>
        mia.patch(`${deals}/${deal}`, {
          fields: { Fee: '1.50', Tags: 'b, a', Firm: 'Nord, Acme' },
          typecast: true,
        }),
    ],
    [
      'an upsert',
      (fields) => mia.patch(deals, { performUpsert: { fieldsToMergeOn: ['Name'] }, records: [{ fields }] }),
    ],
    ['a link', () => mia.patch(`${deals}/${deal}`, { fields: { Firm: [nord, acme] } })],
    ['a link from the other side', () => mia.patch(`${firms}/${acme}`, { fields: { Deals: [deal] } })],
  ])('moves nothing and is no entry of the log: %s', async (_what, write) => {
    const before = await traces();
    const read = Object.entries(await fieldsOf(deals, deal));
    const fields = Object.fromEntries(read.filter(([name]) => !(TIMES as readonly string[]).includes(name)));
    const answer = await write(fields);
    expect(answer.status).toBe(200);
    expect(await traces()).toEqual(before);
  });

  it('answers with the record as it is, and says of an upsert that it matched', async () => {
    const { body } = await mia.get(`${deals}/${deal}`);
    const one = await mia.patch(`${deals}/${deal}`, { fields: { Name: 'One' } });
    expect(one.body).toEqual(body);
    const linked = await mia.patch(`${deals}/${deal}`, { fields: { Firm: [nord, acme] } });
    expect(linked.body).toEqual(body);
    const upsert = await mia.patch(deals, {
      performUpsert: { fieldsToMergeOn: ['Name'] },
      records: [{ fields: { Name: 'One' } }],
    });
    expect(upsert.body).toEqual({ records: [body], createdRecords: [], updatedRecords: [deal] });
  });

  it('beside one that changes something, tells and stamps that alone', async () => {
    const [a, b] = (
      await mia.post(deals, {
        records: [{ fields: { Name: 'a', Fee: 1 } }, { fields: { Name: 'b', Fee: 2 } }],
      })
    ).body.records.map(({ id }: { id: string }) => id);
    for (const also of [{}, { Firm: [] }]) {
      const [still, stage] = await Promise.all([stampsOf(deals, b), stampsOf(deals, a)]);
      const fee = Math.random();
      const records = [
        { id: a, fields: { Name: 'a', Fee: fee, ...also } },
        { id: b, fields: { Name: 'b', Fee: 2, ...also } },
      ];
      expect((await mia.patch(deals, { records })).status).toBe(200);
      expect(await stampsOf(deals, b)).toEqual(still);
      expect((await stampsOf(deals, a))[1]).toBe(stage[1]);
      const entry = (await log()).at(-1);
      expect(entry?.changes).toEqual([
        {
          kind: 'records',
          tableId: ids['Deals'],
          updated: [
            {
              id: a,
              before: { [ids['Fee'] as string]: expect.any(Number) },
              after: { [ids['Fee'] as string]: fee },
            },
          ],
        },
      ]);
    }
  });

  it('leaves a watching field alone while others move', async () => {
    const { id } = (await mia.post(deals, { fields: { Name: 'w', Stage: 'Open', Firm: [acme] } })).body;
    const patch = (fields: Fields) => () => mia.patch(`${deals}/${id}`, { fields });
    const put = (fields: Fields) => () => mia.put(deals, { records: [{ id, fields }] });
    expect(await moved(deals, id, patch({ Name: 'v' }))).toEqual(['Changed']);
    expect(await moved(deals, id, patch({ Name: 'u', Stage: 'Open' }))).toEqual(['Changed']);
    expect(await moved(deals, id, patch({ Stage: 'Won' }))).toEqual(['Changed', 'Stage changed']);
    expect(await moved(deals, id, put({ Name: 't', Stage: 'Won', Firm: [acme] }))).toEqual(['Changed']);
    expect(await moved(deals, id, patch({ Name: 't', Stage: 'Open', Firm: [acme] }))).toEqual([
      'Changed',
      'Stage changed',
    ]);
    expect(await moved(deals, id, patch({ Name: 't', Firm: [acme, nord] }))).toEqual([
      'Changed',
      'Link changed',
    ]);
    await mia.delete(`${deals}/${id}`);
  });

  it('is told from a link, which moves the records of both sides that it changes', async () => {
    const { id } = (await mia.post(deals, { fields: { Name: 'l' } })).body;
    const from = () => mia.patch(`${firms}/${acme}`, { fields: { Deals: [deal, id] } });
    const [here, still] = [await stampsOf(deals, id), await stampsOf(deals, deal)];
    expect(await moved(firms, acme, from)).toEqual(['Changed', 'Link changed']);
    const after = await stampsOf(deals, id);
    expect(TIMES.filter((_, at) => after[at] !== here[at])).toEqual(['Changed', 'Link changed']);
    expect(await stampsOf(deals, deal)).toEqual(still);
    await mia.delete(`${deals}/${id}`);
  });

  describe('as an op', () => {
    const records = (cells: Fields) => ({ records: [{ id: deal, cells }] });
    const name = (text: string) => records({ [ids['Name'] as string]: text });

    it.each<[string, () => object]>([
      ['of a cell', () => name('One')],
      ['of a link', () => records({ [ids['Firm'] as string]: [nord, acme] })],
    ])('%s is answered with the number of the last entry', async (_what, body) => {
      const before = await traces();
      const answer = await op(body());
      expect([answer.status, answer.body]).toEqual([
        200,
        { opId: expect.any(String), seq: before.entries, recordIds: [deal] },
      ]);
      expect(await traces()).toEqual(before);
    });

    it('changes nothing when it comes again, whatever came between', async () => {
      const id = randomUUID();
      const first: OpResult = (await op(name('One'), id)).body;
      expect((await op(name('Two'))).status).toBe(200);
      const again = await op(name('One'), id);
      expect([again.status, again.body]).toEqual([200, first]);
      expect((await fieldsOf(deals, deal))['Name']).toBe('Two');
      const firm = randomUUID();
      const linked = records({ [ids['Firm'] as string]: [nord, acme] });
      const idle: OpResult = (await op(linked, firm)).body;
      await mia.patch(`${deals}/${deal}`, { fields: { Firm: [acme] } });
      expect((await op(linked, firm)).body).toEqual(idle);
      expect((await fieldsOf(deals, deal))['Firm']).toEqual([acme]);
      await mia.patch(`${deals}/${deal}`, { fields: { Name: 'One', Firm: [nord, acme] } });
    });

    it('sent after it was carried out with effect, is answered as then', async () => {
      const id = randomUUID();
      const first: OpResult = (await op(name('Effect'), id)).body;
      expect((await op({ records: [{ id: deal, cells: { [ids['Fee'] as string]: 9 } }] })).status).toBe(200);
      expect((await op(name('Effect'), id)).body).toEqual(first);
      await mia.patch(`${deals}/${deal}`, { fields: { Name: 'One', Fee: 1.5 } });
    });

    it('keeps its id from another member and from another op', async () => {
      const ben = await api.client();
      await api.share(baseId, ben.userId, 'edit');
      const id = randomUUID();
      expect((await op(name('One'), id)).status).toBe(200);
      const body = { id, kind: 'records.update', tableId: ids['Deals'], ...name('One') };
      const before = await traces();
      const refused = [
        await ben.post(`/v1/bases/${baseId}/ops`, body),
        await ben.post(`/v1/bases/${baseId}/ops`, { ...body, ...name('Bens') }),
        await op({ kind: 'records.create', records: [{ cells: {} }] }, id),
        await op({ kind: 'records.delete', records: undefined, recordIds: [deal] }, id),
      ];
      expect(refused.map(({ status, body: { error } }) => [status, error?.type])).toEqual(
        refused.map(() => [422, 'INVALID_REQUEST_UNKNOWN']),
      );
      expect(await traces()).toEqual(before);
    });

    it('takes no number among ops that arrive together', async () => {
      const others: string[] = (
        await mia.post(deals, {
          records: Array.from({ length: 8 }, (_, at) => ({ fields: { Name: `o${at}` } })),
        })
      ).body.records.map((record: { id: string }) => record.id);
      const before = (await log()).length;
      const answers = await Promise.all(
        others.map((id, at) =>
          op({ records: [{ id, cells: { [ids['Name'] as string]: at % 2 ? `o${at}` : `changed ${at}` } }] }),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual(others.map(() => 200));
      const entries = (await log()).slice(before);
      expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4].map((at) => before + at));
      const seqs = answers.filter((_, at) => at % 2 === 0).map(({ body }) => body.seq as number);
      expect([...seqs].sort((a, b) => a - b)).toEqual(entries.map(({ seq }) => seq));
      for (const { body } of answers.filter((_, at) => at % 2 === 1)) {
        expect(body.seq).toBeGreaterThanOrEqual(before);
        expect(body.seq).toBeLessThanOrEqual(before + 4);
      }
      await Promise.all(others.map((id) => mia.delete(`${deals}/${id}`)));
    });
  });
});
