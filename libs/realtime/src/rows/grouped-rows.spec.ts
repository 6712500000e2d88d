import type { Change, Op, RecordChanges, Row, RowWindow, ViewGroup, ViewGroups } from '@pyairtable/contracts';
import { shownModel } from '@pyairtable/core';
import { VirtualWorld } from '../testing/virtual-world';
import type { WindowRequest } from './row-source';
import { TableRows } from './table-rows';

const TABLE = 'tblAAAAAAAAAAAAAA';
const PICK = 'fldPick';
const NAME = 'fldName';

type Standing = [id: string, pick: string][];

const rowOf = ([id, pick]: Standing[number], at: number): Row => ({
  id,
  n: at + 1,
  createdTime: '',
  cells: { [PICK]: pick, [NAME]: id },
});

/** The rows and the groups of one moment. */
const windowOf = (seq: number, standing: Standing): RowWindow => ({
  seq,
  schemaVersion: 1,
  total: standing.length,
  start: 0,
  rows: standing.map(rowOf),
});
function groupsOf(seq: number, standing: Standing, sum = 0, kinds: ViewGroups['kinds'] = {}): ViewGroups {
  const groups: NonNullable<ViewGroups['groups']> = [];
  standing.forEach(([, pick], at) => {
    const last = groups.at(-1);
    if (last?.cell === pick) last.count += 1;
    else groups.push({ level: 0, cell: pick, start: at, count: 1, summaries: {} });
  });
  const summaries = { [NAME]: sum };
  const settings = { schemaVersion: 1, groupedBy: [PICK], kinds };
  return { seq, ...settings, total: standing.length, summaries, groups };
}

const BEFORE: Standing = [
  ['rec1', 'a'],
  ['rec2', 'a'],
  ['rec3', 'b'],
];
const MOVED: Standing = [
  ['rec1', 'a'],
  ['rec2', 'b'],
  ['rec3', 'b'],
];
const NOW_B = { updated: [{ id: 'rec2', before: {}, after: { [PICK]: 'b' } }] };

async function start(standing: Standing = BEFORE, first = windowOf(1, standing)) {
  const world = new VirtualWorld();
  const windows: { request: WindowRequest; answer(window: RowWindow): void }[] = [];
  const asked: { answer(groups: ViewGroups): void; fail(): void }[] = [];
  const pending: Op[] = [];
  let last = 1;
  const rows = new TableRows(
    {
      table: {
        id: TABLE,
        fields: [
          { id: PICK, name: 'Pick', type: 'singleLineText' },
          { id: NAME, name: 'Name', type: 'singleLineText' },
        ],
      },
      view: { id: 'viwA', groups: [{ fieldId: PICK, direction: 'asc' }] },
      first,
      fetchWindow: (request) => new Promise((resolve) => windows.push({ request, answer: resolve })),
      fetchRows: () => Promise.resolve([]),
      fetchIds: () => Promise.resolve({ seq: 1, ids: standing.map(([id]) => id) }),
      fetchGroups: () =>
        new Promise((resolve, reject) =>
          asked.push({ answer: resolve, fail: () => reject(new Error('no network')) }),
        ),
    },
    {
      timers: world.timers,
      last: () => last,
      pendingOps: () => pending,
      model: () => shownModel([]),
      isShown: () => true,
      titles: () => ({}),
      isGone: () => false,
      onClose: () => undefined,
    },
  );
  rows.setVisible({ start: 0, end: standing.length });
  await world.advance(0);
  const change = (part: Omit<RecordChanges, 'kind' | 'tableId'>, own?: Op, extra: Partial<Change> = {}) => {
    last += 1;
    const changes: Change['changes'] = [{ kind: 'records', tableId: TABLE, ...part }];
    rows.applyChange({ seq: last, at: '', actor: null, source: 'client', changes, ...extra }, own);
  };
  const submit = (op: Op) => {
    pending.push(op);
    rows.pendingChanged([op]);
  };
  return { world, windows, asked, rows, change, submit, pending };
}

/** What is seen: heads with what they say, rows by id. */
function seen(rows: TableRows): string[] {
  const shown = Array.from({ length: rows.rowCount }, (_, index) => rows.rowAt(index)?.id ?? '…');
  const lines: string[] = [];
  const groups = rows.groups ?? [];
  for (let at = 0; at <= shown.length; at += 1) {
    for (const { start: first, count, cell } of groups)
      if (first === at) lines.push(`${String(cell)} ${String(count)}`);
    if (at < shown.length) lines.push(shown[at] as string);
  }
  return lines;
}

const SEEN_BEFORE = ['a 2', 'rec1', 'rec2', 'b 1', 'rec3'];
const SEEN_MOVED = ['a 1', 'rec1', 'b 2', 'rec2', 'rec3'];

describe('rows under heads', () => {
  it('are shown once their groups are read, take too long, or cannot be', async () => {
    const one = await start();
    // Where they stand is not known yet: what is typed where another stood is not for them.
    expect([one.rows.loaded, one.rows.rowAt(0), one.rows.indexOf('rec1')]).toEqual([
      false,
      undefined,
      undefined,
    ]);
    expect(one.rows.recordOf('rec1')?.id).toBe('rec1');
    one.asked[0]?.answer(groupsOf(1, BEFORE, 7));
    await one.world.advance(0);
    expect([one.rows.loaded, seen(one.rows), one.rows.told?.summaries]).toEqual([
      true,
      SEEN_BEFORE,
      { [NAME]: 7 },
    ]);

    const late = await start();
    await late.world.advance(1_500);
    expect([late.rows.loaded, late.rows.groups]).toEqual([true, null]);
    late.asked[0]?.answer(groupsOf(1, BEFORE));
    await late.world.advance(0);
    expect(seen(late.rows)).toEqual(SEEN_BEFORE);

    const other = await start();
    other.asked[0]?.fail();
    await other.world.advance(0);
    expect([other.rows.loaded, other.rows.groups]).toEqual([true, null]);
    await other.world.advance(1_000);
    other.asked[1]?.answer(groupsOf(1, BEFORE));
    await other.world.advance(0);
    expect(seen(other.rows)).toEqual(SEEN_BEFORE);
  });

  it.each(['rows', 'groups'])(
    'move with them in one step, although their %s are read sooner',
    async (sooner) => {
      const { rows, world, asked, windows, change } = await start();
      asked[0]?.answer(groupsOf(1, BEFORE));
      await world.advance(0);
      await world.advance(500);
      change(NOW_B);
      await world.advance(0);
      const steps = [
        () => windows[0]?.answer(windowOf(2, MOVED)),
        () => asked[1]?.answer(groupsOf(2, MOVED)),
      ];
      if (sooner === 'groups') steps.reverse();
      steps[0]?.();
      await world.advance(100);
      expect(seen(rows)).toEqual(SEEN_BEFORE);
      steps[1]?.();
      await world.advance(0);
      expect(seen(rows)).toEqual(SEEN_MOVED);
    },
  );

  it('do not wait for groups that take too long', async () => {
    const { rows, world, asked, windows, change } = await start();
    asked[0]?.answer(groupsOf(1, BEFORE));
    await world.advance(0);
    await world.advance(500);
    change(NOW_B);
    await world.advance(0);
    windows[0]?.answer(windowOf(2, MOVED));
    await world.advance(0);
    await world.advance(1_000);
    change({ updated: [{ id: 'rec1', before: {}, after: { [NAME]: 'x' } }] });
    expect(rows.cellAt(1, PICK)).toBe('b');
    asked[1]?.answer(groupsOf(2, MOVED));
    await world.advance(0);
    expect(seen(rows)).toEqual(SEEN_MOVED);
  });

  it('leave their groups at once when they are deleted, by whomever', async () => {
    const { rows, world, asked, change, submit } = await start();
    asked[0]?.answer(groupsOf(1, BEFORE));
    await world.advance(0);
    submit({ id: 'op', kind: 'records.delete', tableId: TABLE, recordIds: ['rec2'] });
    expect(seen(rows)).toEqual(['a 1', 'rec1', 'b 1', 'rec3']);
    change({ deleted: [{ id: 'rec1', n: 1, before: {} }] });
    expect(seen(rows).slice(-2)).toEqual(['b 1', 'rec3']);
  });

  it('made in a group stand last in it until the server has placed them', async () => {
    const { rows, world, asked, windows, change, submit, pending } = await start();
    asked[0]?.answer(groupsOf(1, BEFORE));
    await world.advance(0);
    await world.advance(500);
    const op: Op = {
      id: 'op',
      kind: 'records.create',
      tableId: TABLE,
      records: [{ id: 'recNew', cells: { [PICK]: 'a' } }],
    };
    rows.holdPlaces(true);
    submit(op);
    rows.showIn(0, 'recNew');
    const made = ['a 3', 'rec1', 'rec2', 'recNew', 'b 1', 'rec3'];
    expect([seen(rows), rows.indexOf('recNew'), rows.indexOf('rec3')]).toEqual([made, 2, 3]);
    pending.length = 0;
    change({ created: [{ id: 'recNew', n: 4, createdTime: '', cells: { [PICK]: 'a' } }] }, op);
    await world.advance(500);
    expect(seen(rows)).toEqual(made);

    rows.holdPlaces(false);
    const placed: Standing = [['recNew', 'a'], ...BEFORE];
    await world.advance(500);
    for (const { answer } of asked.slice(1)) answer(groupsOf(2, placed));
    await world.advance(500);
    for (const { answer } of [...windows]) answer(windowOf(2, placed));
    for (const { answer } of asked.slice(2)) answer(groupsOf(2, placed));
    await world.advance(1_000);
    expect(seen(rows)).toEqual(['a 3', 'recNew', 'rec1', 'rec2', 'b 1', 'rec3']);
  });

  it('made in a group whose rows have all gone stand under its head, not under the one before', async () => {
    const { rows, world, asked, change, submit } = await start();
    asked[0]?.answer(groupsOf(1, BEFORE));
    await world.advance(500);
    const make = (id: string, group: number) => {
      const records = [{ id, cells: {} }];
      submit({ id: `op-${id}`, kind: 'records.create', tableId: TABLE, records });
      rows.showIn(group, id);
    };
    change({ deleted: [{ id: 'rec3', n: 3, before: {} }] });
    make('inB', 1);
    expect(seen(rows)).toEqual(['a 2', 'rec1', 'rec2', 'b 1', 'inB']);
    make('inA', 0);
    expect(seen(rows)).toEqual(['a 3', 'rec1', 'rec2', 'inA', 'b 1', 'inB']);
    submit({ id: 'op', kind: 'records.delete', tableId: TABLE, recordIds: ['rec1', 'rec2'] });
    expect(seen(rows)).toEqual(['a 1', 'inA', 'b 1', 'inB']);
  });

  it('made in a group inside another are counted by both, and by no group after them', async () => {
    const { rows, world, asked, submit } = await start();
    const groups: ViewGroup[] = [
      { level: 0, cell: 'a', start: 0, count: 2, summaries: {} },
      { level: 1, cell: 'a1', start: 0, count: 2, summaries: {} },
      { level: 1, cell: 'a2', start: 2, count: 0, summaries: {} },
      { level: 0, cell: 'b', start: 2, count: 1, summaries: {} },
      { level: 1, cell: 'b1', start: 2, count: 1, summaries: {} },
    ];
    asked[0]?.answer({ ...groupsOf(1, BEFORE), groups });
    await world.advance(500);
    const [records, tableId] = [[{ id: 'inA2', cells: {} }], TABLE];
    submit({ id: 'op', kind: 'records.create', tableId, records });
    rows.showIn(2, 'inA2');
    expect(seen(rows)).toEqual(['a 3', 'a1 2', 'rec1', 'rec2', 'a2 1', 'inA2', 'b 1', 'b1 1', 'rec3']);
  });
});

describe('rows that keep their places', () => {
  const LONG: Standing = ['a', 'b', 'c'].flatMap((pick) =>
    Array.from({ length: 200 }, (_, at): Standing[number] => [`${pick}${at}`, pick]),
  );
  const blockOf = (seq: number, standing: Standing, start: number, end: number): RowWindow => {
    const all = windowOf(seq, standing);
    return { ...all, start, rows: all.rows.slice(start, end) };
  };

  /** A server that answers at once, and a page that has read the first rows and the groups. */
  async function scrolled() {
    const page = await start(LONG, blockOf(1, LONG, 0, 200));
    let standing = LONG;
    let seq = 1;
    let windowsDone = 0;
    let groupsDone = 0;
    const serve = async () => {
      for (let step = 0; step < 60; step += 1) {
        for (; groupsDone < page.asked.length; groupsDone += 1)
          page.asked[groupsDone]?.answer(groupsOf(seq, standing));
        for (; windowsDone < page.windows.length; windowsDone += 1) {
          const { request, answer } = page.windows[windowsDone] as (typeof page.windows)[number];
          answer(blockOf(seq, standing, request.start, request.start + request.limit));
        }
        await page.world.advance(50);
      }
    };
    page.rows.setVisible({ start: 0, end: 40 });
    await serve();
    return {
      ...page,
      serve,
      become(next: Standing) {
        standing = next;
        seq += 1;
      },
      shownAt: (from: number, to: number) =>
        Array.from({ length: to - from }, (_, at) => page.rows.rowAt(from + at)?.id),
      expectPlaces(from: number, to: number) {
        expect(this.shownAt(from, to)).toEqual(standing.slice(from, to).map(([id]) => id));
        const { groups } = groupsOf(seq, standing);
        expect(page.rows.groups?.map((group) => [group.cell, group.start, group.count])).toEqual(
          groups?.map((group) => [group.cell, group.start, group.count]),
        );
      },
    };
  }

  const A5_IN_C: Standing = [...LONG.filter(([id]) => id !== 'a5'), ['a5', 'c']];

  it('do so until rows are scrolled to that must be read, and then move with their heads', async () => {
    const page = await scrolled();
    page.rows.holdPlaces(true);
    page.become(A5_IN_C);
    page.change({ updated: [{ id: 'a5', before: {}, after: { [PICK]: 'c' } }] });
    await page.serve();
    expect([page.shownAt(4, 7), page.rows.groups?.[0]?.count]).toEqual([['a4', 'a5', 'a6'], 200]);

    page.rows.setVisible({ start: 180, end: 300 });
    await page.serve();
    page.expectPlaces(180, 300);
    page.rows.setVisible({ start: 140, end: 220 });
    await page.serve();
    page.expectPlaces(140, 220);
  });

  it('do not show a new one a second time where others are read around it', async () => {
    const page = await scrolled();
    const op: Op = {
      id: 'op',
      kind: 'records.create',
      tableId: TABLE,
      records: [{ id: 'recNew', cells: { [PICK]: 'a' } }],
    };
    page.rows.holdPlaces(true);
    page.submit(op);
    page.rows.showIn(0, 'recNew');
    page.become([...LONG.slice(0, 200), ['recNew', 'a'], ...LONG.slice(200)]);
    page.pending.length = 0;
    page.change({ created: [{ id: 'recNew', n: 601, createdTime: '', cells: { [PICK]: 'a' } }] }, op);
    page.rows.setVisible({ start: 180, end: 240 });
    await page.serve();
    page.expectPlaces(180, 240);
    page.rows.setVisible({ start: 560, end: 601 });
    await page.serve();
    page.expectPlaces(560, 601);
  });

  it('do so although rows were being read when they began to', async () => {
    const page = await scrolled();
    page.become(A5_IN_C);
    page.change({ updated: [{ id: 'a5', before: {}, after: { [PICK]: 'c' } }] });
    await page.world.advance(300);
    page.rows.holdPlaces(true);
    await page.serve();
    expect([page.shownAt(4, 7), page.rows.groups?.[0]?.count]).toEqual([['a4', 'a5', 'a6'], 200]);

    page.rows.holdPlaces(false);
    await page.serve();
    page.expectPlaces(0, 40);
  });

  it('do so no longer when the log was interrupted: what was missed is read once', async () => {
    const page = await scrolled();
    page.rows.holdPlaces(true);
    page.become(A5_IN_C);
    page.rows.restart(2);
    const before = page.windows.length;
    await page.serve();
    page.expectPlaces(0, 40);
    expect(page.windows.length - before).toBeLessThan(5);
  });

  it('are read ahead at rest where the server is ahead of what was told', async () => {
    const page = await scrolled();
    page.rows.holdPlaces(true);
    page.become(A5_IN_C);
    page.rows.setVisible({ start: 140, end: 180 });
    const before = page.windows.length;
    await page.serve();
    // In three seconds.
    expect(page.windows.length - before).toBeLessThan(25);
  });

  it('keep a new one at the end of its group although rows were being read when it was made', async () => {
    const { rows, world, asked, windows, change, submit, pending } = await start();
    asked[0]?.answer(groupsOf(1, BEFORE));
    await world.advance(500);
    change({ updated: [{ id: 'rec1', before: {}, after: { [PICK]: 'a' } }] });
    await world.advance(300);
    const [records, tableId] = [[{ id: 'recNew', cells: { [PICK]: 'a' } }], TABLE];
    const op: Op = { id: 'op', kind: 'records.create', tableId, records };
    submit(op);
    rows.holdPlaces(true, 'recNew');
    rows.showIn(0, 'recNew');
    pending.length = 0;
    change({ created: [{ id: 'recNew', n: 4, createdTime: '', cells: { [PICK]: 'a' } }] }, op);
    const answerAll = async (standing: Standing) => {
      for (let step = 0; step < 20; step += 1) {
        for (const { answer } of windows) answer(windowOf(3, standing));
        for (const { answer } of asked) answer(groupsOf(3, standing));
        await world.advance(100);
      }
    };
    expect(windows).toHaveLength(1);
    const placed: Standing = [['recNew', 'a'], ...BEFORE];
    await answerAll(placed);
    expect(seen(rows)).toEqual(['a 3', 'rec1', 'rec2', 'recNew', 'b 1', 'rec3']);
    rows.holdPlaces(false);
    await answerAll(placed);
    expect(seen(rows)).toEqual(['a 3', 'recNew', 'rec1', 'rec2', 'b 1', 'rec3']);
  });

  it('do so under heads that belong to them, although those were read sooner', async () => {
    const { rows, world, asked, change } = await start();
    asked[0]?.answer(groupsOf(1, BEFORE));
    await world.advance(0);
    await world.advance(500);
    change(NOW_B);
    await world.advance(0);
    asked[1]?.answer(groupsOf(2, MOVED));
    await world.advance(0);
    rows.holdPlaces(true);
    await world.advance(1_000);
    expect(seen(rows)).toEqual(SEEN_BEFORE);
  });
});

describe('groups', () => {
  it('are read again once for a burst, one reading at a time, and known after quiet', async () => {
    const { rows, world, asked, windows, change } = await start();
    asked[0]?.answer(groupsOf(1, BEFORE));
    await world.advance(0);
    await world.advance(500);
    for (let at = 0; at < 5; at += 1) change(NOW_B);
    await world.advance(100);
    expect(asked).toHaveLength(2);
    change(NOW_B);
    await world.advance(1_000);
    expect(asked).toHaveLength(2);
    // Read before the last of them.
    asked[1]?.answer(groupsOf(6, BEFORE));
    await world.advance(0);
    windows[0]?.answer(windowOf(7, MOVED));
    await world.advance(3_000);
    expect(asked).toHaveLength(3);
    asked[2]?.answer(groupsOf(7, MOVED));
    await world.advance(0);
    await world.advance(5_000);
    expect([seen(rows), asked.length]).toEqual([SEEN_MOVED, 3]);
  });

  it('are not read again for cells that neither they nor summaries count', async () => {
    const { rows, world, asked, change } = await start();
    asked[0]?.answer(groupsOf(1, BEFORE, 1));
    await world.advance(0);
    await world.advance(2_000);
    const rename = { updated: [{ id: 'rec1', before: {}, after: { [NAME]: 'other' } }] };
    change(rename);
    change({}, undefined, { affected: { [TABLE]: ['fldElse'] } });
    await world.advance(2_000);
    expect(asked).toHaveLength(1);

    rows.summarise(true);
    await world.advance(2_000);
    asked[1]?.answer(groupsOf(3, BEFORE, 2, { [NAME]: 'unique' }));
    await world.advance(0);
    await world.advance(2_000);
    change(rename);
    await world.advance(2_000);
    asked[2]?.answer(groupsOf(4, BEFORE, 3));
    await world.advance(0);
    expect(rows.told?.summaries).toEqual({ [NAME]: 3 });
  });

  it('stay while a person fills in a row, but for the summaries of the view', async () => {
    const { rows, world, asked, change } = await start();
    asked[0]?.answer(groupsOf(1, BEFORE, 1));
    await world.advance(0);
    await world.advance(2_000);
    rows.holdPlaces(true);
    change(NOW_B);
    await world.advance(2_000);
    asked[1]?.answer(groupsOf(2, MOVED, 2));
    await world.advance(0);
    await world.advance(2_000);
    expect([seen(rows), rows.told?.summaries]).toEqual([SEEN_BEFORE, { [NAME]: 2 }]);
    rows.holdPlaces(false);
    await world.advance(2_000);
    expect(asked).toHaveLength(3);
  });
});
