import type { Change, RecordChanges, RowWindow } from '@pyairtable/contracts';
import { OwnFormulas } from '@pyairtable/core';
import { loggedRows } from './logged-rows';
import { viewRule } from './view-rule';
import { WindowStore } from './window-store';

const TABLE = 'tblAAAAAAAAAAAAAA';
const TEXT = 'fldTextAAAAAAAAAA';

function storeOf(sorted = false, maxRows = 1_000): WindowStore {
  return new WindowStore({
    tableId: TABLE,
    rule: viewRule(sorted ? { sort: [{ fieldId: TEXT, direction: 'asc' }] } : {}),
    maxRows,
    logged: loggedRows(
      { id: TABLE, fields: [{ id: TEXT, name: 'Text', type: 'singleLineText' }] },
      () => new OwnFormulas([]),
    ),
  });
}

/** Rows `from … to` by `n`, which is also their id and text. */
const rowsOf = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    id: `rec${from + index}`,
    n: from + index,
    createdTime: '',
    cells: { [TEXT]: `${from + index}` },
  }));
const windowOf = (seq: number, total: number, start: number, from: number, to: number): RowWindow => ({
  seq,
  schemaVersion: 1,
  total,
  start,
  rows: rowsOf(from, to),
});
const changeOf = (seq: number, part: Omit<RecordChanges, 'kind' | 'tableId'>): Change => ({
  seq,
  at: '2026-01-01T00:00:00.000Z',
  actor: null,
  source: 'client',
  changes: [{ kind: 'records', tableId: TABLE, ...part }],
});
const write = (n: number, text: string) => ({
  updated: [{ id: `rec${n}`, before: {}, after: { [TEXT]: text } }],
});
const remove = (n: number) => ({ deleted: [{ id: `rec${n}`, n, before: {} }] });
const create = (n: number) => ({
  created: [{ id: `rec${n}`, n, createdTime: '', cells: { [TEXT]: `${n}` } }],
});
const shown = (store: WindowStore, from = 0, to = store.total) =>
  Array.from({ length: to - from }, (_, index) => store.rowAt(from + index)?.cells[TEXT] ?? null);

describe('a window store in creation order', () => {
  it('writes cells, appends at the end and closes the gap of a deleted row', () => {
    const store = storeOf();
    store.insert(windowOf(1, 3, 0, 1, 3), 1);
    expect(store.apply(changeOf(2, write(2, 'two')))).toEqual({
      moved: false,
      stale: false,
      written: [{ recordId: 'rec2', fieldIds: [TEXT] }],
    });
    store.apply(changeOf(3, create(4)));
    store.apply(changeOf(4, remove(1)));
    expect(shown(store)).toEqual(['two', '3', '4']);
  });

  it('moves rows further down by what happens above them, loaded or not', () => {
    const store = storeOf();
    store.insert(windowOf(1, 100, 50, 51, 60), 1);
    store.apply(changeOf(2, remove(7)));
    expect(shown(store, 49, 51)).toEqual(['51', '52']);
    store.apply(changeOf(3, create(7)));
    expect(shown(store, 49, 51)).toEqual([null, '51']);
  });

  it('does not apply to a window what the window contains already', () => {
    const store = storeOf();
    const window = windowOf(5, 2, 0, 1, 2);
    (window.rows[0] as { cells: unknown }).cells = { [TEXT]: 'newest' };
    store.insert(window, 3);
    store.apply(changeOf(4, write(1, 'older')));
    expect(shown(store)).toEqual(['newest', '2']);
    store.apply(changeOf(5, write(1, 'newest')));
    store.apply(changeOf(6, write(1, 'later')));
    expect(shown(store)).toEqual(['later', '2']);
    expect(store.total).toBe(2);
  });

  it('carries a window that was read too early over the changes since', () => {
    const store = storeOf();
    store.insert(windowOf(1, 5, 0, 1, 1), 1);
    store.apply(changeOf(2, write(3, 'three')));
    store.apply(changeOf(3, remove(2)));
    expect(store.insert(windowOf(1, 5, 1, 2, 5), 3)).toBe(true);
    expect(shown(store)).toEqual(['1', 'three', '4', '5']);
  });

  it('refuses a window older than the changes it remembers', () => {
    const store = storeOf();
    store.insert(windowOf(5, 1, 0, 1, 1), 5);
    expect(store.insert(windowOf(3, 1, 0, 1, 1), 5)).toBe(false);
  });

  it('puts a window asked for after a row at that row’s present place', () => {
    const store = storeOf();
    store.insert(windowOf(1, 20, 0, 1, 10), 1);
    const anchor = store.anchorBefore(10);
    expect(anchor).toEqual({ n: 10, seq: 1 });
    // Read when change 2 was made and not yet heard of: row 4 is gone, row 11 too.
    store.insert({ ...windowOf(3, 18, 10, 12, 20), start: 10 }, 1, anchor);
    store.apply(changeOf(2, remove(4)));
    store.apply(changeOf(3, remove(11)));
    expect(shown(store)).toEqual([
      '1',
      '2',
      '3',
      '5',
      '6',
      '7',
      '8',
      '9',
      '10',
      '12',
      '13',
      '14',
      '15',
      '16',
      '17',
      '18',
      '19',
      '20',
    ]);
  });

  it('puts a record whose number was taken early and committed late into its place', () => {
    const store = storeOf();
    store.insert({ ...windowOf(1, 2, 0, 1, 1), rows: [...rowsOf(1, 1), ...rowsOf(3, 3)] }, 1);
    store.apply(changeOf(2, create(2)));
    expect(shown(store)).toEqual(['1', '2', '3']);
  });

  it('shows a new record at an end that is not loaded, and has it read again', () => {
    const store = storeOf();
    store.insert(windowOf(1, 100, 0, 1, 10), 1);
    store.apply(changeOf(2, create(101)));
    store.apply(changeOf(3, create(102)));
    store.apply(changeOf(4, write(101, 'named')));
    expect(shown(store, 98)).toEqual([null, null, 'named', '102']);
    expect([store.isFresh(9), store.isFresh(100)]).toEqual([true, false]);
    store.insert(windowOf(4, 102, 98, 99, 102), 4);
    expect(shown(store, 98)).toEqual(['99', '100', '101', '102']);
    expect(store.isFresh(100)).toBe(true);
  });

  it('shows a new record that a window counted before the log told of it', () => {
    const store = storeOf();
    store.insert(windowOf(1, 100, 0, 1, 10), 1);
    store.insert(windowOf(2, 101, 80, 81, 100), 1);
    store.apply(changeOf(2, create(101)));
    expect([store.total, shown(store, 99), store.isFresh(100)]).toEqual([101, ['100', '101'], false]);
  });

  it('shows the first record of an empty table without reading, but not when it does not know that it is empty', () => {
    const store = storeOf();
    store.insert({ ...windowOf(1, 0, 0, 1, 0), rows: [] }, 1);
    store.apply(changeOf(2, create(1)));
    expect(shown(store)).toEqual(['1']);
    const interrupted = storeOf();
    interrupted.insert({ ...windowOf(1, 0, 0, 1, 0), rows: [] }, 1);
    interrupted.restart(9);
    interrupted.apply(changeOf(10, create(8)));
    expect([interrupted.counted, interrupted.rowAt(0)]).toEqual([false, undefined]);
  });

  it('keeps at most so many rows, those near the place that is seen', () => {
    const store = storeOf(false, 100);
    store.insert(windowOf(1, 1_000, 0, 1, 300), 1);
    store.evict([{ start: 190, end: 210 }]);
    expect([store.rowAt(149), store.rowAt(150)?.n, store.rowAt(249)?.n, store.rowAt(250)]).toEqual([
      undefined,
      151,
      250,
      undefined,
    ]);
  });

  it('keeps the rows around each of several places that are seen', () => {
    const store = storeOf(false, 100);
    store.insert(windowOf(1, 1_000, 0, 1, 300), 1);
    store.evict([
      { start: 40, end: 50 },
      { start: 240, end: 250 },
    ]);
    const held = Array.from({ length: 300 }, (_, at) => at).filter((at) => store.rowAt(at));
    expect([held.length, held[0], held[49], held[50], held[99]]).toEqual([100, 20, 69, 220, 269]);
  });
});

describe('a window store in sorted order', () => {
  it('goes on showing rows that may have moved, and has them read again', () => {
    const store = storeOf(true);
    store.insert(windowOf(1, 3, 0, 1, 3), 1);
    store.apply(changeOf(2, write(1, '9')));
    expect([shown(store), store.isFresh(0)]).toEqual([['9', '2', '3'], false]);
    store.insert(
      {
        ...windowOf(2, 3, 0, 2, 3),
        rows: [...rowsOf(2, 3), { ...rowsOf(1, 1)[0], cells: { [TEXT]: '9' } } as never],
      },
      2,
    );
    expect([shown(store), store.isFresh(0)]).toEqual([['2', '3', '9'], true]);
  });

  it('shows new records at the end until it has read their place', () => {
    const store = storeOf(true);
    store.insert(windowOf(1, 3, 0, 2, 4), 1);
    store.apply(changeOf(2, create(1)));
    store.apply(changeOf(3, create(5)));
    expect([shown(store), store.isFresh(3)]).toEqual([['2', '3', '4', '1', '5'], false]);
    store.insert(windowOf(3, 5, 0, 1, 5), 3);
    expect([shown(store), store.isFresh(3)]).toEqual([['1', '2', '3', '4', '5'], true]);
  });

  it('closes the gap of a deleted row that it holds, and reads again for one that it does not', () => {
    const store = storeOf(true);
    store.insert(windowOf(1, 10, 0, 1, 4), 1);
    store.apply(changeOf(2, remove(2)));
    expect([shown(store, 0, 3), store.isFresh(0), store.total]).toEqual([['1', '3', '4'], true, 9]);
    store.apply(changeOf(3, remove(8)));
    expect([store.isFresh(0), store.total]).toEqual([false, 8]);
  });
});

describe('a window store of a filtered view', () => {
  it('holds nothing behind its last row, once rows have left it', () => {
    const store = storeOf(true);
    store.insert(windowOf(1, 3, 0, 1, 3), 1);
    store.apply(changeOf(2, write(2, 'out')));
    store.insert(windowOf(2, 2, 0, 1, 2), 2);
    expect([store.total, store.rowAt(2)]).toEqual([2, undefined]);
    store.apply(changeOf(3, create(9)));
    expect(shown(store)).toEqual(['1', '2', '9']);
  });
});
