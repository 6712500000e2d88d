import { groupedRows } from '../testing/groups';
import { layoutOf } from '../testing/scenes';
import type { Cell } from './cell';
import type { GridColumn } from './column';
import { clearEdits } from './edits';
import type { GridContext } from './grid-context';
import type { GridOptions, ReadRange } from './options';
import { withWholeRange } from './whole-range';
import { ENGLISH } from './words';

const column = (id: string): GridColumn => ({ id, title: id, width: 100 });
const read: ReadRange = { getCell: (row, { id }): Cell => ({ kind: 'text', text: `${id}${row}` }) };

it('acts on the columns and rows of the press, though others insert some while the range is read', async () => {
  const [a, b] = [column('a'), column('b')];
  let answer = () => undefined as void;
  const grid = {
    layout: layoutOf({ rowCount: 2 }),
    chosenKey: () => undefined,
    options: {
      columns: [a, b],
      rowCount: 2,
      getCell: () => 'loading',
      onEdits: () => undefined,
      readRange: (...[, , act]) => new Promise((done) => (answer = () => done(void act(read)))),
    } as Partial<GridOptions> as GridOptions,
  };
  const range = { top: 0, bottom: 1, left: 1, right: 1 };
  const acted = new Promise<[string, number][]>((done) => {
    withWholeRange(grid as unknown as GridContext, range, (source) => {
      expect(source.rowCount).toBe(2);
      done(clearEdits(source, range).map((edit) => [edit.column.id, edit.row]));
    });
  });
  grid.options = { ...grid.options, columns: [a, column('new'), b], rowCount: 3 };
  answer();
  expect(await acted).toEqual([
    ['b', 0],
    ['b', 1],
  ]);
});

describe('a range with rows that are folded away', () => {
  const range = { top: 0, bottom: 59, left: 0, right: 0 };

  /** What becomes of an act on it when the groups are others by the time the range is read. */
  function outcome(
    before: Parameters<typeof groupedRows>[0],
    now: Parameters<typeof groupedRows>[0],
  ): Promise<string> {
    return new Promise((done) => {
      const grid = {
        layout: layoutOf({ rows: groupedRows(before) }),
        chosenKey: () => undefined,
        words: ENGLISH,
        announce: () => undefined,
        options: {
          columns: [column('a')],
          rowCount: 60,
          getCell: () => 'loading',
          readRange: async (...[, , act]) => {
            grid.layout = layoutOf({ rows: groupedRows(now) });
            act(read);
          },
          onRefused: done,
        } as Partial<GridOptions> as GridOptions,
      };
      withWholeRange(grid as unknown as GridContext, range, ({ rows }) => done(`${rows.shownCount} rows`));
    });
  }

  it('is refused in words when others have moved what is folded', async () => {
    const before = { rowCount: 60, perGroup: [20], collapsed: ['1'] };
    expect(await outcome(before, { ...before, perGroup: [21] })).toBe(ENGLISH.groupsChanged);
    expect(await outcome(before, { ...before, perGroup: [] })).toBe(ENGLISH.groupsChanged);
  });

  it('is acted on as it was seen when groups were read again, or folded, meanwhile', async () => {
    const before = { rowCount: 60, perGroup: [20], collapsed: ['1'] };
    expect(await outcome(before, before)).toBe('40 rows');
    expect(await outcome(before, { ...before, collapsed: ['0'] })).toBe('40 rows');
  });
});
