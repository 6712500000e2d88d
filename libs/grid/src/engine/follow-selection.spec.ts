import { extentOf } from '../testing/scenes';
import type { GridColumn } from './column';
import { followSelection } from './follow-selection';
import { EMPTY_SELECTION, selectCell } from './selection';

const columns = ['a', 'b', 'c'].map((id): GridColumn => ({ id, title: id, width: 100 }));
const standing = selectCell(EMPTY_SELECTION, { row: 1, column: 1 }, extentOf(4, 3));

/** Where the cursor is that stood on record two, in column b, by the rows (null: not loaded) and columns as they are now. */
function follow(rows: readonly (string | null)[], shown = columns, rowCount = rows.length) {
  const places = {
    keyOf: (row: number) => (row < rowCount ? (rows[row] ?? undefined) : undefined),
    rowOf: (key: string) => (rows.includes(key) ? rows.indexOf(key) : undefined),
    isGone: () => false,
    options: { rowCount, rowKey: (row: number) => rows[row] ?? undefined },
  };
  return followSelection(standing, { activeKey: 'two', range: null, columns }, shown, places).active;
}

describe('a cursor on a record', () => {
  it.each<[string, (string | null)[], { row: number; column: number } | null]>([
    ['stays where nothing moved', ['one', 'two', 'three'], { row: 1, column: 1 }],
    ['goes along where its record went', ['three', 'four', 'two', 'one'], { row: 2, column: 1 }],
    ['stays while nothing is known of the rows there', [null, null, null], { row: 1, column: 1 }],
    ['ends where there are fewer rows than it stood on, and its own is out of reach', [null], null],
    ['ends where another record stands and its own is out of reach', ['nine', 'eight', 'seven'], null],
  ])('%s', (_what, rows, expected) => {
    expect(follow(rows)).toEqual(expected);
  });

  it('waits for the host to tell how many rows there are where its record went below the last of them', () => {
    expect(follow(['nine', 'eight', 'two'], columns, 2)).toEqual({ row: 1, column: 1 });
    expect(follow(['nine', 'eight', 'two'])).toEqual({ row: 2, column: 1 });
    expect(follow(['nine', 'two'], columns, 1)).toBeNull();
  });

  it('goes along with its column, and ends where that is shown no more', () => {
    const [a, b, c] = columns as [GridColumn, GridColumn, GridColumn];
    const rows = ['one', 'two', 'three'];
    expect(follow(rows, [b, a, c])).toEqual({ row: 1, column: 0 });
    expect(follow(rows, [a, c])).toBeNull();
  });
});
