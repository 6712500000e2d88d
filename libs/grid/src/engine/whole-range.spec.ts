import { layoutOf } from '../testing/scenes';
import type { Cell } from './cell';
import type { GridColumn } from './column';
import { clearEdits } from './edits';
import type { GridContext } from './grid-context';
import type { GridOptions, ReadRange } from './options';
import { withWholeRange } from './whole-range';

const column = (id: string): GridColumn => ({ id, title: id, width: 100 });
const read: ReadRange = { getCell: (row, { id }): Cell => ({ kind: 'text', text: `${id}${row}` }) };

it('acts on the columns and rows of the press, though others insert some while the range is read', async () => {
  const [a, b] = [column('a'), column('b')];
  let answer = (_: ReadRange | null) => undefined as void;
  const grid = {
    layout: layoutOf({ rowCount: 2 }),
    options: {
      columns: [a, b],
      rowCount: 2,
      getCell: () => 'loading',
      onEdits: () => undefined,
      readRange: () => new Promise((done) => (answer = done)),
    } as unknown as GridOptions,
  };
  const range = { top: 0, bottom: 1, left: 1, right: 1 };
  const acted = new Promise<[string, number][]>((done) => {
    withWholeRange(grid as unknown as GridContext, range, (source) => {
      expect(source.rowCount).toBe(2);
      done(clearEdits(source, range).map((edit) => [edit.column.id, edit.row]));
    });
  });
  grid.options = { ...grid.options, columns: [a, column('new'), b], rowCount: 3 };
  answer(read);
  expect(await acted).toEqual([
    ['b', 0],
    ['b', 1],
  ]);
});
