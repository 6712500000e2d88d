import type { Change, Field, Op, RecordChanges, Row, RowWindow } from '@pyairtable/contracts';
import { shownModel } from '@pyairtable/core';
import { VirtualWorld } from '../testing/virtual-world';
import type { Damage, WindowRequest } from './row-source';
import { TableRows } from './table-rows';
import type { ShownView } from './view-rule';

const TABLE = 'tblAAAAAAAAAAAAAA';
/** What a button is in every record. */
const GO = { label: 'Go', url: null };
const FIELDS: Field[] = [
  { id: 'fldText', name: 'Text', type: 'singleLineText' },
  {
    id: 'fldLink',
    name: 'Link',
    type: 'multipleRecordLinks',
    options: { linkedTableId: TABLE, isReversed: false, prefersSingleRecordLink: false },
  },
  { id: 'fldBy', name: 'By', type: 'lastModifiedBy' },
  { id: 'fldGo', name: 'Go', type: 'button', options: GO },
  // Whoever opens a table tells only the options that say what an entry makes of a cell.
  { id: 'fldPick', name: 'Pick', type: 'singleSelect' } as unknown as Field,
];

interface Asked extends WindowRequest {
  answer(window: RowWindow): void;
  fail(error: Error): void;
}

const windowOf = (seq: number, total: number, start: number, length: number): RowWindow => ({
  seq,
  schemaVersion: 1,
  total,
  start,
  rows: Array.from({ length }, (_, index) => rowOf(start + index)),
});
const SORTED: Omit<ShownView, 'id'> = { sort: [{ fieldId: 'fldText', direction: 'asc' }] };
/** All of the rows that `windowOf` makes, and no record without a text. */
const FILTERED: Omit<ShownView, 'id'> = {
  filter: { conjunction: 'and', conditions: [{ fieldId: 'fldText', operator: 'isNotEmpty' }] },
};
const rowOf = (position: number): Row => ({
  id: `rec${position}`,
  n: position + 1,
  createdTime: '',
  cells: { fldText: `${position}` },
});

function start(first?: RowWindow, view?: Omit<ShownView, 'id'>, more: { maxRows?: number } = {}) {
  const world = new VirtualWorld();
  const asked: Asked[] = [];
  const read: { ids: string[]; fields: string[]; answer(rows: Row[]): void }[] = [];
  const askedIds: { start: number; limit: number; answer(read: { seq: number; ids: string[] }): void }[] = [];
  const pending: Op[] = [];
  const damage: Damage[] = [];
  let last = 1;
  const rows = new TableRows(
    {
      table: { id: TABLE, fields: FIELDS },
      ...more,
      ...(first ? { first } : {}),
      ...(view ? { view: { id: 'viwShown', ...view } } : {}),
      fetchWindow: (request) =>
        new Promise((resolve, fail) => asked.push({ ...request, answer: resolve, fail })),
      fetchRows: ({ ids, fields }) => new Promise((resolve) => read.push({ ids, fields, answer: resolve })),
      fetchIds: ({ start: from, limit }) =>
        new Promise((resolve) => askedIds.push({ start: from, limit, answer: resolve })),
    },
    {
      timers: world.timers,
      last: () => last,
      pendingOps: () => pending,
      model: () => shownModel([]),
      isShown: () => true,
      titles: () => ({ recPending: 'Pending title' }),
      isGone: () => false,
      onClose: () => undefined,
    },
  );
  rows.subscribe((what) => damage.push(what));
  const change = (part: Omit<RecordChanges, 'kind' | 'tableId'>, extra: Partial<Change> = {}, own?: Op) => {
    last += 1;
    rows.applyChange(
      {
        seq: last,
        at: '',
        actor: 'usr1',
        source: 'client',
        changes: [{ kind: 'records', tableId: TABLE, ...part }],
        ...extra,
      },
      own,
    );
  };
  const submit = (op: Op) => {
    pending.push(op);
    rows.pendingChanged([op]);
  };
  const settle = (op: Op) => {
    pending.splice(pending.indexOf(op), 1);
    return op;
  };
  return { world, asked, askedIds, read, damage, rows, change, submit, settle };
}

const update = (id: string, cells: Record<string, string | string[] | null>): Op => ({
  id: 'op-update',
  kind: 'records.update',
  tableId: TABLE,
  records: [{ id, cells }],
});

describe('rows as shown', () => {
  it('report the cells a change wrote, and who made it, where they are shown, and keep other rows the same objects', () => {
    const { rows, change, damage } = start(windowOf(1, 3, 0, 3));
    const untouched = rows.rowAt(0);
    change({ updated: [{ id: 'rec1', before: {}, after: { fldText: 'new' } }] });
    const cells = ['fldText', 'fldBy'].map((columnId) => ({ row: 1, columnId }));
    expect(damage).toEqual([{ kind: 'cells', cells }]);
    expect(rows.cellAt(1, 'fldText')).toBe('new');
    expect(rows.cellAt(1, 'fldBy')).toBe('usr1');
    expect(rows.rowAt(0)).toBe(untouched);
  });

  it('lay a pending edit over what others write until it is settled, and fall back when it is refused', () => {
    const { rows, change, submit, settle, damage } = start(windowOf(1, 3, 0, 3));
    const op = update('rec1', { fldText: 'mine' });
    submit(op);
    expect(rows.cellAt(1, 'fldText')).toBe('mine');
    change({ updated: [{ id: 'rec1', before: {}, after: { fldText: 'theirs' } }] });
    expect(rows.cellAt(1, 'fldText')).toBe('mine');
    rows.pendingChanged([settle(op)]);
    expect(rows.cellAt(1, 'fldText')).toBe('theirs');
    expect(damage).toHaveLength(3);
    expect(damage.every((what) => what.kind === 'cells')).toBe(true);
  });

  it('show titles that came with a change, that were known, or that the page gave for a pending link', () => {
    const { rows, change, submit } = start(windowOf(1, 3, 0, 3));
    change(
      { updated: [{ id: 'rec0', before: {}, after: { fldLink: ['recA'] } }] },
      { titles: { recA: 'Alpha' } },
    );
    change({ updated: [{ id: 'rec0', before: {}, after: { fldLink: ['recA', 'recB'] } }] });
    expect(rows.cellAt(0, 'fldLink')).toEqual([
      { id: 'recA', title: 'Alpha' },
      { id: 'recB', title: '' },
    ]);
    submit(update('rec0', { fldLink: ['recPending'] }));
    expect(rows.cellAt(0, 'fldLink')).toEqual([{ id: 'recPending', title: 'Pending title' }]);
    expect(rows.recordOf('rec0')?.cells['fldText']).toBe('0');
  });

  it('are those there were while a record that was made is taken away before it is saved', () => {
    const { rows, submit, settle, change } = start(windowOf(1, 3, 0, 3));
    const made: Op = {
      id: 'made',
      kind: 'records.create',
      tableId: TABLE,
      records: [{ id: 'recNew', cells: {} }],
    };
    submit(made);
    submit({ id: 'gone', kind: 'records.delete', tableId: TABLE, recordIds: ['recNew'] });
    expect([rows.rowCount, rows.rowAt(2)?.id, rows.indexOf('rec2')]).toEqual([3, 'rec2', 2]);
    settle(made);
    change({ created: [{ id: 'recNew', n: 4, createdTime: '', cells: {} }] }, { opId: made.id }, made);
    expect([rows.rowCount, rows.rowAt(2)?.id, rows.indexOf('recNew')]).toEqual([3, 'rec2', undefined]);
  });

  it('take a deleted row away at once, and bring it back when the deletion is refused', () => {
    const { rows, submit, settle } = start(windowOf(1, 3, 0, 3));
    const op: Op = { id: 'op-delete', kind: 'records.delete', tableId: TABLE, recordIds: ['rec1'] };
    submit(op);
    expect([rows.rowCount, rows.rowAt(1)?.id, rows.indexOf('rec2'), rows.indexOf('rec1')]).toEqual([
      2,
      'rec2',
      1,
      undefined,
    ]);
    rows.pendingChanged([settle(op)]);
    expect([rows.rowCount, rows.rowAt(1)?.id]).toEqual([3, 'rec1']);
  });

  it('show a record that comes back as it is then, not as it went', async () => {
    const { rows, change, read, world } = start(windowOf(1, 3, 0, 3));
    rows.setVisible({ start: 0, end: 3 });
    change({}, { affected: { [TABLE]: ['fldText'] } });
    await world.advance(300);
    expect(rows.cellAt(1, 'fldText')).toBe('1');
    change({ deleted: [{ id: 'rec1', n: 2, before: { fldText: '1' } }] });
    change({ created: [{ id: 'rec1', n: 2, createdTime: '', cells: { fldText: 'restored' } }] });
    expect([rows.cellAt(1, 'fldText'), rows.cellAt(1, 'fldBy')]).toEqual(['restored', 'usr1']);
    // What was read of it before it went is older than what came back.
    read[0]?.answer([rowOf(0), rowOf(1), rowOf(2)]);
    await world.advance(1);
    expect(rows.cellAt(1, 'fldText')).toBe('restored');
  });

  it('show a created record at the end until the log has given it its place', () => {
    const { rows, change, submit, settle } = start(windowOf(1, 2, 0, 2));
    const op: Op = {
      id: 'op-create',
      kind: 'records.create',
      tableId: TABLE,
      records: [{ id: 'recNew', cells: { fldText: 'new' } }],
    };
    submit(op);
    expect(rows.rowAt(2)).toMatchObject({ id: 'recNew', unsaved: true, cells: { fldText: 'new' } });
    change({ created: [{ id: 'recOther', n: 3, createdTime: '', cells: {} }] });
    expect([rows.rowCount, rows.rowAt(2)?.id, rows.rowAt(3)?.id]).toEqual([4, 'recOther', 'recNew']);
    settle(op);
    change(
      { created: [{ id: 'recNew', n: 4, createdTime: 't', cells: { fldText: 'new' } }] },
      { opId: op.id },
      op,
    );
    expect(rows.rowCount).toBe(4);
    expect(rows.rowAt(3)).toEqual({
      id: 'recNew',
      n: 4,
      createdTime: 't',
      cells: { fldText: 'new', fldBy: 'usr1', fldGo: GO },
    });
  });
});

describe('a record made in a sorted view', () => {
  it('stays the last row while places are held, and is read at its own afterwards', async () => {
    const { rows, asked, change, submit, settle, world } = start(windowOf(1, 3, 0, 3), SORTED);
    rows.setVisible({ start: 0, end: 4 });
    const op: Op = {
      id: 'op-create',
      kind: 'records.create',
      tableId: TABLE,
      records: [{ id: 'recNew', cells: {} }],
    };
    rows.holdPlaces(true);
    submit(op);
    settle(op);
    change({ created: [{ id: 'recNew', n: 4, createdTime: '', cells: {} }] }, { opId: op.id }, op);
    await world.advance(1_000);
    change({ updated: [{ id: 'recNew', before: {}, after: { fldText: 'a' } }] });
    await world.advance(1_000);
    expect([rows.rowCount, rows.indexOf('recNew'), rows.cellAt(3, 'fldText'), asked.length]).toEqual([
      4,
      3,
      'a',
      0,
    ]);

    rows.holdPlaces(false);
    await world.advance(1_000);
    expect(asked.map(({ start: from, limit }) => [from, limit])).toEqual([[0, 4]]);
  });
});

describe('a record that is kept', () => {
  it('is not shown as a window has it that is to be read again, where it is missing', async () => {
    const { rows, read, world } = start(windowOf(1, 300, 0, 200));
    rows.setVisible({ start: 0, end: 40 });
    rows.keep('rec5', () => undefined);
    rows.restart(9);
    await world.advance(1_000);
    for (const { answer } of read.splice(0)) answer([]);
    await world.settle();
    expect([rows.indexOf('rec5'), rows.isMissing('rec5'), rows.recordOf('rec5')]).toEqual([
      5,
      true,
      undefined,
    ]);
  });
});

describe('a record that is held', () => {
  it('stands where it stood while its window is let go of, and not once more at the end', async () => {
    const first = windowOf(1, 900, 0, 60);
    const { rows, asked, world, submit } = start(first, SORTED, { maxRows: 200 });
    submit(update('rec5', { fldText: 'z' }));
    rows.holdPlaces(true, 'rec5');
    for (let at = 100; at < 900; at += 100) {
      rows.setVisible({ start: at, end: at + 40 });
      await world.advance(1_000);
      for (const { start: from, limit, answer } of asked.splice(0))
        answer(windowOf(1, 900, from, Math.min(limit, 900 - from)));
      await world.settle();
    }
    expect([rows.rowAt(5), rows.rowAt(899)?.id]).toEqual([undefined, 'rec899']);
    rows.holdPlaces(true, 'rec5');
    expect([rows.rowCount, rows.indexOf('rec5')]).toEqual([900, undefined]);
  });

  it('is no last row of rows that are opened anew and may have it elsewhere', async () => {
    const { rows, asked, read, world } = start(undefined, SORTED);
    const answer = async () => {
      await world.advance(1_000);
      for (const { start: from, limit, answer: land } of asked.splice(0))
        land(windowOf(1, 900, from, Math.min(limit, 900 - from)));
      for (const { ids, answer: land } of read.splice(0))
        land(ids.map((id) => rowOf(Number(id.slice('rec'.length)))));
      await world.settle();
    };
    rows.holdPlaces(true, 'rec500');
    rows.setVisible({ start: 0, end: 40 });
    await answer();
    await answer();
    expect([rows.rowCount, rows.indexOf('rec500'), rows.recordOf('rec500')?.id]).toEqual([
      900,
      undefined,
      'rec500',
    ]);
    rows.setVisible({ start: 480, end: 520 });
    await answer();
    expect([rows.rowCount, rows.indexOf('rec500')]).toEqual([900, 500]);
  });

  it('stays the last row of rows that are opened anew where it was that of those before', async () => {
    const { rows, read, world } = start(windowOf(1, 900, 0, 200), FILTERED);
    rows.holdPlaces(true, 'recOut', true);
    rows.setVisible({ start: 0, end: 40 });
    await world.advance(1_000);
    for (const { answer } of read.splice(0)) answer([{ ...rowOf(1), id: 'recOut' }]);
    await world.settle();
    expect([rows.rowCount, rows.indexOf('recOut'), rows.isApart('recOut')]).toEqual([901, 900, true]);
    rows.holdPlaces(false);
    expect([rows.rowCount, rows.isApart('recOut')]).toEqual([900, false]);
  });
});

describe('a record made in a filtered view', () => {
  /** Makes a record, whose entry of the log is heard, and holds it. */
  function making({ rows, change, submit, settle }: ReturnType<typeof start>) {
    return (id: string, n: number) => {
      const op: Op = { id: `op-${id}`, kind: 'records.create', tableId: TABLE, records: [{ id, cells: {} }] };
      submit(op);
      rows.holdPlaces(true, id);
      const entry = () => {
        settle(op);
        change({ created: [{ id, n, createdTime: '', cells: {} }] }, { opId: op.id }, op);
      };
      return { op, entry };
    };
  }
  const idsOf = (rows: TableRows) =>
    Array.from({ length: rows.rowCount }, (_, index) => rows.rowAt(index)?.id);
  const ALL = ['rec0', 'rec1', 'rec2'];

  it('stays the last row until it is left, and so does the next one', async () => {
    const page = start(windowOf(1, 3, 0, 3), FILTERED);
    const { rows, asked, world, change } = page;
    const make = making(page);
    rows.setVisible({ start: 0, end: 20 });
    for (const [round, id] of ['recOne', 'recTwo'].entries()) {
      make(id, 4 + round).entry();
      await world.advance(1_000);
      expect(idsOf(rows)).toEqual([...ALL, id]);
      change({ updated: [{ id, before: {}, after: { fldLink: [] } }] });
      await world.advance(1_000);
      expect([idsOf(rows), asked.length]).toEqual([[...ALL, id], round]);
      rows.holdPlaces(false);
      await world.advance(1_000);
      asked[round]?.answer(windowOf(3 + 2 * round, 3, 0, 3));
      await world.settle();
      expect(idsOf(rows)).toEqual(ALL);
    }
  });

  it('stays though the view is read without it meanwhile, before its entry is heard or after, and is written to', async () => {
    for (const isReadFirst of [true, false]) {
      const page = start(windowOf(1, 300, 0, 200), FILTERED);
      const { rows, asked, world, change } = page;
      rows.setVisible({ start: 280, end: 320 });
      const made = making(page)('recNew', 301);
      if (!isReadFirst) made.entry();
      await world.advance(1_000);
      const behind = asked.find(({ start: from }) => from >= 200);
      expect(behind).toBeDefined();
      behind?.answer(windowOf(2, 300, behind.start, Math.min(behind.limit, 300 - behind.start)));
      await world.settle();
      if (isReadFirst) made.entry();
      await world.advance(1_000);
      change({ updated: [{ id: 'recNew', before: {}, after: { fldText: 'typed' } }] });
      const at = rows.indexOf('recNew');
      expect([at, rows.rowCount, rows.cellAt(at ?? 0, 'fldText')]).toEqual([300, 301, 'typed']);
      expect(rows.rowAt(299)?.id).toBe('rec299');
      rows.holdPlaces(false);
      expect(rows.indexOf('recNew')).toBeUndefined();
    }
  });

  it('goes when it is taken back or deleted by somebody else', () => {
    const page = start(windowOf(1, 3, 0, 3), FILTERED);
    const { rows, change, settle } = page;
    const { op } = making(page)('recRefused', 4);
    expect(rows.rowCount).toBe(4);
    rows.pendingChanged([settle(op)]);
    expect(idsOf(rows)).toEqual(ALL);
    making(page)('recNew', 5).entry();
    expect(idsOf(rows)).toEqual([...ALL, 'recNew']);
    change({ deleted: [{ id: 'recNew', n: 5, before: {} }] });
    expect(idsOf(rows)).toEqual(ALL);
  });

  it('is the last row although others went from the view before it', async () => {
    const page = start(windowOf(1, 3, 0, 3), FILTERED);
    const { rows, asked, world, change } = page;
    rows.setVisible({ start: 0, end: 20 });
    change({ updated: [{ id: 'rec2', before: {}, after: { fldText: null } }] });
    await world.advance(1_000);
    asked[0]?.answer(windowOf(2, 2, 0, 2));
    await world.settle();
    making(page)('recNew', 4).entry();
    expect(idsOf(rows)).toEqual(['rec0', 'rec1', 'recNew']);
  });
});

describe('reading', () => {
  it('asks for what is seen first, after a row it knows, and not twice', async () => {
    const { rows, asked, world } = start(windowOf(1, 1_000, 0, 200));
    rows.setVisible({ start: 190, end: 220 });
    rows.setVisible({ start: 195, end: 225 });
    await world.advance(200);
    expect(asked.map(({ start, limit, after }) => [start, limit, after])).toEqual([[200, 200, 200]]);
    asked[0]?.answer(windowOf(1, 1_000, 200, 200));
    await world.advance(200);
    expect(rows.rowAt(224)?.id).toBe('rec224');
    expect(asked).toHaveLength(1);
  });

  it('asks for nothing while the view flies by, and for the place where it comes to rest', async () => {
    const { rows, asked, world } = start(windowOf(1, 100_000, 0, 200));
    for (let step = 1; step <= 60; step += 1) {
      rows.setVisible({ start: step * 1_000, end: step * 1_000 + 40, velocity: 60_000 });
      await world.advance(16);
    }
    rows.setVisible({ start: 60_000, end: 60_040, velocity: 0 });
    await world.advance(80);
    expect(asked).toEqual([]);
    await world.advance(100);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.length).toBeLessThanOrEqual(2);
    for (const { start: from, limit } of asked) {
      expect(from + limit).toBeGreaterThan(59_900);
      expect(from).toBeLessThan(60_100);
    }
  });

  it.each([
    [100, 500],
    [5_000, 15_000],
    [25_000, 60_000],
  ])(
    'asks again for rows that could not be read in %i ms after %i, or at once where the structure is another',
    async (took, rest) => {
      const { rows, asked, world } = start();
      rows.setVisible({ start: 0, end: 40 });
      const fail = async () => {
        await world.advance(took);
        asked.at(-1)?.fail(new Error('too slow'));
        await world.advance(0);
      };
      await fail();
      expect(rows.loadError?.message).toBe('too slow');
      await world.advance(rest - 1);
      expect(asked).toHaveLength(1);
      await world.advance(1);
      expect(asked).toHaveLength(2);
      await fail();
      rows.structureChanged();
      expect(asked).toHaveLength(3);
      asked[2]?.answer(windowOf(1, 2, 0, 2));
      await world.settle();
      expect([rows.loadError, rows.rowCount]).toEqual([null, 2]);
    },
  );

  it('leaves a view whose rows take long to read alone for a while, and one that is read quickly not so long', async () => {
    for (const [took, rest] of [
      [20, 250],
      [400, 1_400],
      [5_000, 6_000],
    ] as const) {
      const { rows, asked, change, world } = start(windowOf(1, 3, 0, 3), SORTED);
      rows.setVisible({ start: 0, end: 3 });
      const moveRow = () => change({ updated: [{ id: 'rec1', before: {}, after: { fldText: 'moved' } }] });
      moveRow();
      await world.advance(took);
      expect(asked).toHaveLength(1);
      asked[0]?.answer(windowOf(2, 3, 0, 3));
      await world.advance(0);
      moveRow();
      await world.advance(rest - took - 1);
      expect(asked).toHaveLength(1);
      await world.advance(2);
      expect(asked).toHaveLength(2);
    }
  });

  it('gives up requests for places that were left', async () => {
    const { rows, asked, world } = start(windowOf(1, 100_000, 0, 200));
    rows.setVisible({ start: 40_000, end: 40_040 });
    await world.advance(100);
    rows.setVisible({ start: 70_000, end: 70_040, velocity: 60_000 });
    expect(asked.map(({ signal }) => signal.aborted)).toEqual(asked.map(() => true));
    rows.close();
    await world.advance(200);
    expect(asked.every(({ start: from }) => from < 60_000)).toBe(true);
  });

  it('reads affected cells of the rows on screen again, once per burst, and not over what was written since', async () => {
    const { rows, read, change, world, damage } = start(windowOf(1, 10, 0, 10));
    rows.setVisible({ start: 2, end: 4 });
    change({}, { affected: { [TABLE]: ['fldLink'] } });
    change({}, { affected: { [TABLE]: ['fldLink', 'fldText'] } });
    await world.advance(300);
    expect(read.map(({ ids, fields }) => [ids, fields])).toEqual([
      [
        ['rec2', 'rec3'],
        ['fldLink', 'fldText'],
      ],
    ]);
    change({ updated: [{ id: 'rec3', before: {}, after: { fldText: 'newer' } }] });
    damage.length = 0;
    const titles = [{ id: 'recA', title: 'Renamed' }];
    read[0]?.answer([2, 3].map((at) => ({ ...rowOf(at), cells: { fldLink: titles, fldText: 'as read' } })));
    await world.advance(1);
    expect([rows.cellAt(2, 'fldText'), rows.cellAt(3, 'fldText'), rows.cellAt(3, 'fldLink')]).toEqual([
      'as read',
      'newer',
      titles,
    ]);
    expect(damage).toHaveLength(1);
  });

  it('reads what is shown of a view that collapsed groups cut, and nothing of what they hide', async () => {
    const { rows, asked, world } = start(windowOf(1, 100_000, 0, 10));
    const runs = [
      { start: 0, end: 5 },
      { start: 40_000, end: 40_010 },
      { start: 90_000, end: 90_005 },
    ];
    rows.setVisible({ start: 0, end: 90_005, runs, around: () => runs });
    for (let at = 0; at < 2; at += 1) {
      await world.advance(100);
      const { start: from, limit } = asked[at] ?? { start: 0, limit: 0 };
      asked[at]?.answer(windowOf(1, 100_000, from, limit));
    }
    await world.advance(1_000);
    expect(asked.map(({ start: from, limit }) => [from, limit])).toEqual([
      [40_000, 200],
      [90_000, 200],
    ]);
    expect([4, 40_009, 90_004].map((index) => rows.rowAt(index)?.id)).toEqual([
      'rec4',
      'rec40009',
      'rec90004',
    ]);
  });

  it('reads several ranges again in turn, while others go on writing to each', async () => {
    const { rows, asked, change, world } = start(windowOf(1, 50_000, 0, 200), SORTED);
    const runs = [
      { start: 0, end: 5 },
      { start: 40_000, end: 40_005 },
    ];
    rows.setVisible({ start: 0, end: 40_005, runs, around: () => runs });
    await world.advance(100);
    asked[0]?.answer(windowOf(1, 50_000, 40_000, 200));
    await world.advance(500);
    asked.length = 0;
    let seq = 1;
    for (let at = 0; at < 4; at += 1) {
      change({ updated: [{ id: 'rec1', before: {}, after: { fldText: `${String(at)}` } }] });
      seq += 1;
      await world.advance(300);
      for (const { start: from, limit, answer } of asked) answer(windowOf(seq, 50_000, from, limit));
      await world.advance(0);
    }
    const starts = asked.map(({ start: from }) => from);
    expect(starts).toContain(0);
    expect(starts).toContain(40_000);
    expect(asked.length).toBeLessThanOrEqual(10);
  });

  it('reads affected cells again in each range that is shown', async () => {
    const { rows, read, change, world } = start(windowOf(1, 100, 0, 100));
    const runs = [
      { start: 2, end: 4 },
      { start: 80, end: 81 },
    ];
    rows.setVisible({ start: 2, end: 81, runs, around: () => runs });
    change({}, { affected: { [TABLE]: ['fldLink'] } });
    await world.advance(300);
    expect(read.map(({ ids }) => ids)).toEqual([['rec2', 'rec3', 'rec80']]);
  });
});
