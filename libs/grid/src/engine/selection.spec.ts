import fc from 'fast-check';
import {
  EMPTY_SELECTION,
  extendTo,
  fillTarget,
  fitSelection,
  movingCorner,
  moveBy,
  moveInOrder,
  rangeOf,
  selectAll,
  selectCell,
  selectColumn,
} from './selection';
import { extentOf } from '../testing/scenes';
import { TickedRows } from './ticked-rows';

const EXTENT = extentOf(10, 4);
const at = (row: number, column: number) => ({ row, column });
const start = selectCell(EMPTY_SELECTION, at(5, 2), EXTENT);

describe('selection', () => {
  it('moves the active cell and stays inside the grid', () => {
    expect(moveBy(start, { rows: 1, columns: -1, extend: false }, EXTENT).active).toEqual(at(6, 1));
    expect(moveBy(start, { rows: Infinity, columns: 0, extend: false }, EXTENT).active).toEqual(at(9, 2));
    expect(moveBy(start, { rows: -Infinity, columns: -Infinity, extend: false }, EXTENT).active).toEqual(
      at(0, 0),
    );
  });

  it('keeps the active cell while the other corner moves', () => {
    const up = moveBy(start, { rows: -2, columns: 1, extend: true }, EXTENT);
    expect(up.active).toEqual(at(5, 2));
    expect(up.range).toEqual({ top: 3, bottom: 5, left: 2, right: 3 });
    expect(movingCorner(up)).toEqual(at(3, 3));
    const across = moveBy(up, { rows: 4, columns: -2, extend: true }, EXTENT);
    expect(across.range).toEqual({ top: 5, bottom: 7, left: 1, right: 2 });
  });

  it('goes on to the next row after the last column in Tab order, and stops at the ends', () => {
    expect(moveInOrder(selectCell(start, at(5, 3), EXTENT), 1, EXTENT).active).toEqual(at(6, 0));
    expect(moveInOrder(selectCell(start, at(6, 0), EXTENT), -1, EXTENT).active).toEqual(at(5, 3));
    expect(moveInOrder(selectCell(start, at(9, 3), EXTENT), 1, EXTENT).active).toEqual(at(9, 3));
    expect(moveInOrder(selectCell(start, at(0, 0), EXTENT), -1, EXTENT).active).toEqual(at(0, 0));
  });

  it('selects everything and whole columns', () => {
    expect(selectAll(start, EXTENT).range).toEqual({ top: 0, bottom: 9, left: 0, right: 3 });
    const columns = selectColumn(selectColumn(start, 1, false, EXTENT), 3, true, EXTENT);
    expect(columns.range).toEqual({ top: 0, bottom: 9, left: 1, right: 3 });
  });

  it('selects nothing in a grid without rows or columns', () => {
    expect(selectCell(start, at(0, 0), extentOf(0, 4)).active).toBeNull();
    expect(selectAll(EMPTY_SELECTION, extentOf(3, 0)).range).toBeNull();
  });

  it('fits a smaller grid; ticks are of records and stay', () => {
    const ticked = { ...extendTo(start, at(8, 3), EXTENT), rows: TickedRows.of(['rec9']) };
    const fitted = fitSelection(ticked, extentOf(7, 3));
    expect(fitted.range).toEqual({ top: 5, bottom: 6, left: 2, right: 2 });
    expect([...fitted.rows.keys]).toEqual(['rec9']);
    expect(fitSelection(ticked, extentOf(0, 3)).active).toBeNull();
  });

  it('always keeps the active cell inside the range and the range inside the grid', () => {
    const step = fc.record({
      rows: fc.constantFrom(-Infinity, -3, -1, 0, 1, 4, Infinity),
      columns: fc.constantFrom(-Infinity, -1, 0, 1, Infinity),
      extend: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let selection = EMPTY_SELECTION;
        for (const one of steps) selection = moveBy(selection, one, EXTENT);
        const { active, range } = selection;
        if (!active || !range) return;
        expect(range.top).toBeGreaterThanOrEqual(0);
        expect(range.bottom).toBeLessThan(EXTENT.rowCount);
        expect(active.row === range.top || active.row === range.bottom).toBe(true);
        expect(active.column === range.left || active.column === range.right).toBe(true);
      }),
    );
  });

  it('fills along the longer side of the drag only', () => {
    const source = rangeOf(at(2, 1), at(3, 1));
    expect(fillTarget(source, at(7, 2))).toEqual({ ...source, bottom: 7 });
    expect(fillTarget(source, at(0, 1))).toEqual({ ...source, top: 0 });
    expect(fillTarget(source, at(3, 3))).toEqual({ ...source, right: 3 });
    expect(fillTarget(source, at(2, 0))).toEqual({ ...source, left: 0 });
    expect(fillTarget(source, at(3, 1))).toBe(source);
  });
});
