import fc from 'fast-check';
import { layoutOf, TEN_COLUMNS } from '../testing/scenes';
import { cellRect, columnX, columnsIn, rowsEnd, snap, visibleRows } from './geometry';

const ORIGIN = { left: 0, top: 0 };

describe('geometry', () => {
  it('keeps frozen columns in place and moves the others with the scroll', () => {
    const layout = layoutOf();
    const scroll = { left: 150, top: 0 };
    expect(columnX(layout, scroll, 0)).toBe(layout.rowHeaderWidth);
    expect(columnX(layout, scroll, 2)).toBe(layout.rowHeaderWidth + 200 - 150);
  });

  it('lists exactly the rows that are at least partly on screen', () => {
    const layout = layoutOf();
    expect(visibleRows(layout, ORIGIN)).toEqual([{ start: 0, end: 13 }]);
    expect(visibleRows(layout, { left: 0, top: 31 })).toEqual([{ start: 0, end: 14 }]);
    expect(visibleRows(layout, { left: 0, top: 32 })).toEqual([{ start: 1, end: 14 }]);
    expect(visibleRows(layout, { left: 0, top: 1e9 })).toEqual([]);
  });

  it('lists exactly the scrolling columns under a span', () => {
    const layout = layoutOf();
    const pane = layout.width - layout.paneLeft;
    expect(columnsIn(layout, ORIGIN, layout.paneLeft, pane).start).toBe(1);
    expect(columnsIn(layout, { left: 100, top: 0 }, layout.paneLeft, pane).start).toBe(2);
    expect(columnsIn(layout, { left: 99, top: 0 }, layout.paneLeft, pane).start).toBe(1);
  });

  it('puts every row and column edge on a device pixel at any pixel ratio', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 1.1, 1.25, 1.5, 1.75, 2, 3),
        fc.integer({ min: 0, max: 3_000_000 }),
        fc.integer({ min: 0, max: 9 }),
        fc.double({ min: 0, max: 90_000_000, noNaN: true }),
        (dpr, row, column, top) => {
          const layout = layoutOf({ dpr, rowCount: 3_000_000 });
          const scroll = { left: snap(37.3, dpr), top: snap(top, dpr) };
          const rect = cellRect(layout, scroll, { row, column });
          for (const edge of [rect.x, rect.y, rect.x + rect.width, rect.y + rect.height]) {
            expect(Math.abs(edge * dpr - Math.round(edge * dpr))).toBeLessThan(1e-5);
          }
        },
      ),
    );
  });

  it('shrinks frozen columns on a phone so that the others can be reached', () => {
    const columns = TEN_COLUMNS.map((column, index) => (index === 0 ? { ...column, width: 300 } : column));
    const layout = layoutOf({ width: 390, columns });
    expect(layout.paneLeft).toBeLessThanOrEqual(390 * 0.62 + 1);
    expect(layout.maxScroll.left).toBeGreaterThan(0);
  });

  it('tells where the last row ends', () => {
    expect(rowsEnd(layoutOf(), ORIGIN)).toBe(34 + 32_000);
  });
});
