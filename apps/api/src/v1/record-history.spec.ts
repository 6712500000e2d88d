import { randomUUID } from 'node:crypto';
import type { Change, RecordChanges, RecordHistory } from '@pyairtable/contracts';
import { newId } from '@pyairtable/kernel';
import { ApiHarness, type Client } from '../testing/api-harness';

interface Place {
  baseId: string;
  tableId: string;
  fields: Record<string, string>;
}

describe('the history of a record', () => {
  let api: ApiHarness;
  let mia: Client;
  let at: Place;

  beforeAll(async () => {
    api = await ApiHarness.start();
    mia = await api.client({ name: 'Mia' });
    const base = await api.base(mia, [
      {
        name: 'Tasks',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Points', type: 'number', options: { precision: 0 } },
        ],
      },
      { name: 'People', fields: [{ name: 'Who', type: 'singleLineText' }] },
    ]);
    const [tasks, people] = base.tables;
    const link = await mia.post(`/v1/bases/${base.id}/tables/${tasks.id}/fields`, {
      name: 'Owners',
      type: 'multipleRecordLinks',
      options: { linkedTableId: people.id },
    });
    at = {
      baseId: base.id,
      tableId: tasks.id,
      fields: {
        Name: tasks.fields[0].id,
        Points: tasks.fields[1].id,
        Owners: link.body.id,
        People: people.id,
        Tasks: link.body.options.inverseLinkFieldId,
      },
    };
  });
  afterAll(() => api?.stop());

  const historyOf = async (recordId: string, query = '', tableId = at.tableId) => {
    const answer = await mia.get(
      `/v1/bases/${at.baseId}/tables/${tableId}/records/${recordId}/history${query}`,
    );
    return { ...answer, body: answer.body as RecordHistory };
  };
  const write = async (recordId: string, fields: object) =>
    mia.patch(`/v0/${at.baseId}/Tasks/${recordId}`, { fields });
  const make = async (fields: object, table = 'Tasks') =>
    (await mia.post(`/v0/${at.baseId}/${table}`, { fields })).body.id as string;

  it('names fields that are gone by now, with what they were of', async () => {
    const fields = `/v1/bases/${at.baseId}/tables/${at.tableId}/fields`;
    const choices = [{ name: 'red' }];
    const stage = await mia.post(fields, { name: 'Stage', type: 'singleSelect', options: { choices } });
    const link = {
      name: 'Helpers',
      type: 'multipleRecordLinks',
      options: { linkedTableId: at.fields['People'] },
    };
    const helpers = await mia.post(fields, link);
    const zoe = await make({ Who: 'Zoe' }, 'People');
    const id = await make({ Name: 'a', Stage: 'red', Helpers: [zoe] });
    expect((await historyOf(id)).body.formerFields).toEqual([]);
    await mia.patch(`${fields}/${stage.body.id}`, { name: 'State' });
    for (const { body } of [stage, helpers])
      expect((await mia.delete(`${fields}/${body.id}`)).status).toBe(200);
    const { body } = await historyOf(id);
    expect(body.formerFields).toHaveLength(2);
    expect(body.formerFields).toEqual(
      expect.arrayContaining([
        { ...stage.body, name: 'State' },
        expect.objectContaining({ id: helpers.body.id, name: 'Helpers', type: 'multipleRecordLinks' }),
      ]),
    );
    expect(body.titles).toEqual({ [zoe]: 'Zoe' });
  });

  it('says who did what to which cells, newest first, and of what was before', async () => {
    const id = await make({ Name: 'Plan', Points: 1 });
    await write(id, { Points: 2, Name: 'Plan' });
    await mia.delete(`/v0/${at.baseId}/Tasks/${id}`);
    const { body, statements } = await historyOf(id);
    const { Name, Points } = at.fields;
    expect(body.entries.map(({ kind, cells }) => [kind, cells])).toEqual([
      [
        'deleted',
        [
          { fieldId: Name, before: 'Plan', after: null },
          { fieldId: Points, before: 2, after: null },
        ],
      ],
      ['updated', [{ fieldId: Points, before: 1, after: 2 }]],
      [
        'created',
        [
          { fieldId: Name, before: null, after: 'Plan' },
          { fieldId: Points, before: null, after: 1 },
        ],
      ],
    ]);
    expect(body.entries[0]).toMatchObject({
      actor: { id: mia.userId },
      source: 'publicApi',
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
    expect(body.next).toBeNull();
    expect(statements).toBe(1);
  });

  it('tells a record that was brought back from one that was made', async () => {
    const id = await make({ Name: 'Plan' });
    await mia.delete(`/v0/${at.baseId}/Tasks/${id}`);
    const [deletion] = (await historyOf(id)).body.entries;
    const op = { id: randomUUID(), kind: 'records.restore', seq: deletion?.seq };
    expect((await mia.post(`/v1/bases/${at.baseId}/ops`, op)).status).toBe(200);
    const told = ({ body }: Awaited<ReturnType<typeof historyOf>>) =>
      body.entries.map(({ kind, broughtBack }) => [kind, broughtBack]);
    expect(told(await historyOf(id))).toEqual([
      ['created', true],
      ['deleted', undefined],
      ['created', undefined],
    ]);
    expect(told(await historyOf(id, '?limit=1'))).toEqual([['created', true]]);
  });

  it('tells a change of a link on both sides, with the titles of what is linked', async () => {
    const [task, ann] = [await make({ Name: 'Both' }), await make({ Who: 'Ann' }, 'People')];
    await write(task, { Owners: [ann] });
    const own = await historyOf(task, '?limit=1');
    expect(own.body).toMatchObject({
      entries: [{ kind: 'updated', cells: [{ fieldId: at.fields['Owners'], before: null, after: [ann] }] }],
      titles: { [ann]: 'Ann' },
    });
    expect(own.body.next).toBe(own.body.entries[0]?.seq);
    const other = await historyOf(ann, '?limit=1', at.fields['People']);
    expect(other.body).toMatchObject({
      entries: [{ cells: [{ fieldId: at.fields['Tasks'], before: null, after: [task] }] }],
      titles: { [task]: 'Both' },
    });
    expect(other.statements).toBe(2);
  });

  it('goes back page by page, of one cell alone where that is asked for', async () => {
    const id = await make({ Name: 'Paged', Points: 0 });
    for (const n of [1, 2, 3]) {
      await write(id, { Points: n });
      await write(id, { Name: `Paged ${n}` });
    }
    const seen: unknown[] = [];
    for (let before: number | null | undefined; before !== null;) {
      const query = `?field=${at.fields['Points']}&limit=2${before ? `&before=${before}` : ''}`;
      const { body } = await historyOf(id, query);
      seen.push(body.entries.flatMap(({ cells }) => cells.map(({ after }) => after)));
      before = body.next;
    }
    expect(seen).toEqual([
      [3, 2],
      [1, 0],
    ]);
    expect((await historyOf(id)).body.entries).toHaveLength(7);
  });

  it('is of a record of the table alone', async () => {
    const id = await make({ Who: 'Elsewhere' }, 'People');
    expect((await historyOf(id)).status).toBe(404);
    expect((await historyOf(newId('record'))).status).toBe(404);
    for (const query of ['?limit=0', '?limit=201', '?field=Name', '?more=1'])
      expect([query, (await historyOf(id, query, at.fields['People'])).status]).toEqual([query, 422]);
  });

  it('replays to what each record was at each point of the log', async () => {
    const made = [await make({ Name: 'a' }), await make({ Name: 'b', Points: 5 })];
    const ann = await make({ Who: 'Replayed' }, 'People');
    await write(made[0] as string, { Owners: [ann], Points: 1 });
    await write(made[1] as string, { Owners: [ann], Name: null });
    await mia.delete(`/v0/${at.baseId}/Tasks/${made[0]}`);
    const { body } = await mia.get(`/v1/bases/${at.baseId}/changes?limit=500`);
    for (const id of [...made, ann]) {
      const tableId = id === ann ? at.fields['People'] : at.tableId;
      const { entries } = (await historyOf(id, '?limit=200', tableId)).body;
      // Walked down from the newest, each entry leads to the state that the log has built up to before it.
      const states = new Map(replay(body.changes, id));
      let cells: Record<string, unknown> = { ...states.get(entries[0]?.seq as number) };
      for (const entry of entries) {
        expect(cells).toEqual(states.get(entry.seq));
        cells = { ...cells };
        for (const { fieldId, before } of entry.cells) {
          if (before === null) delete cells[fieldId];
          else cells[fieldId] = before;
        }
      }
      expect(entries.map(({ seq }) => seq)).toEqual([...states.keys()].reverse());
      expect(cells).toEqual({});
    }
  });

  it('ends a page early where entries are large, and goes on behind it', async () => {
    const note = await mia.post(`/v1/bases/${at.baseId}/tables/${at.tableId}/fields`, {
      name: 'Note',
      type: 'multilineText',
    });
    const recordId = await make({ Name: 'long' });
    const texts = Array.from({ length: 60 }, (_, turn) => String(turn).padEnd(90_000, 'x'));
    for (const Note of texts) expect((await write(recordId, { Note })).status).toBe(200);
    const told: RecordHistory['entries'] = [];
    let pages = 0;
    for (let before = ''; ; pages++) {
      const { body } = await historyOf(recordId, `?limit=100${before}`);
      told.push(...body.entries);
      if (body.next === null) break;
      before = `&before=${body.next}`;
    }
    expect([pages > 0, told.length]).toEqual([true, 61]);
    await mia.delete(`/v1/bases/${at.baseId}/tables/${at.tableId}/fields/${note.body.id}`);
  });
});

/** The record's cells after each entry of the log that tells of it. */
function replay(log: readonly Change[], recordId: string): [number, Record<string, unknown>][] {
  let cells: Record<string, unknown> = {};
  return log.flatMap(({ seq, changes }) => {
    const own = (changes.filter(({ kind }) => kind === 'records') as RecordChanges[]).flatMap(
      ({ created = [], updated = [], deleted = [] }) => [
        ...created.map((record) => ({ id: record.id, set: record.cells, clear: [] as string[] })),
        ...updated.map((record) => ({ id: record.id, set: record.after, clear: [] as string[] })),
        ...deleted.map((record) => ({ id: record.id, set: {}, clear: Object.keys(record.before) })),
      ],
    );
    const mine = own.filter(({ id }) => id === recordId);
    if (mine.length === 0) return [];
    for (const { set, clear } of mine) {
      const next = Object.entries({ ...cells, ...set }).filter(([, cell]) => cell !== null);
      cells = Object.fromEntries(next.filter(([fieldId]) => !clear.includes(fieldId)));
    }
    return [[seq, cells]];
  });
}
