import fc from 'fast-check';
import { groupedRows } from '../testing/groups';
import { layoutOf } from '../testing/scenes';
import { cellRect } from './geometry';
import { pinnedHeight } from './pinned-heads';
import { scrollHeadIntoView, scrollIntoView } from './scroll-into-view';

describe('scrollIntoView', () => {
  it('scrolls the least that shows a whole cell, and not at all when it is in view', () => {
    const layout = layoutOf();
    fc.assert(
      fc.property(
        fc.record({ row: fc.integer({ min: 0, max: 999 }), column: fc.integer({ min: 0, max: 9 }) }),
        fc.record({
          left: fc.integer({ min: 0, max: layout.maxScroll.left }),
          top: fc.integer({ min: 0, max: layout.maxScroll.top }),
        }),
        (position, scroll) => {
          const next = scrollIntoView(layout, scroll, position);
          const rect = cellRect(layout, next, position);
          expect(rect.y).toBeGreaterThanOrEqual(layout.bodyTop);
          expect(rect.y + rect.height).toBeLessThanOrEqual(layout.height);
          if (position.column > 0) {
            expect(rect.x).toBeGreaterThanOrEqual(layout.paneLeft);
            expect(rect.x + rect.width).toBeLessThanOrEqual(layout.width);
          }
          expect(scrollIntoView(layout, next, position)).toEqual(next);
        },
      ),
    );
  });

  it('shows a whole row and a whole head below the heads that are pinned above it', () => {
    const rows = groupedRows({ rowCount: 1_000, perGroup: [100, 20], collapsed: ['0/3'] });
    const layout = layoutOf({ rows });
    const { heads } = rows;
    fc.assert(
      fc.property(
        fc.nat(999),
        fc.nat(heads.groups.length - 1),
        fc.nat(layout.maxScroll.top),
        (row, group, top) => {
          fc.pre(rows.isShown(row) && heads.standIn(group) === group);
          const toRow = scrollIntoView(layout, { left: 0, top }, { row, column: 0 });
          const { y, height } = cellRect(layout, toRow, { row, column: 0 });
          expect(y - layout.bodyTop).toBeGreaterThanOrEqual(pinnedHeight(layout, toRow));
          expect(y + height).toBeLessThanOrEqual(layout.height);
          const toHead = scrollHeadIntoView(layout, { left: 0, top }, group);
          const head = heads.head(group);
          expect(head.top - toHead.top).toBeGreaterThanOrEqual(0);
          expect(head.top + head.height - toHead.top).toBeLessThanOrEqual(layout.bodyHeight);
        },
      ),
    );
  });
});
