import fc from 'fast-check';
import { groupedRows } from '../testing/groups';
import { layoutOf } from '../testing/scenes';
import { pinnedHeads } from './pinned-heads';

const rows = groupedRows({ rowCount: 120, perGroup: [40, 10], collapsed: ['1/2'] });
const layout = layoutOf({ rows });
const at = (top: number): (readonly [string | undefined, number])[] =>
  pinnedHeads(layout, { left: 0, top }).map(
    ({ group, y }) => [rows.groups[group]?.key, y - layout.bodyTop] as const,
  );

describe('pinnedHeads', () => {
  it('pins nothing where the heads stand by themselves', () => {
    expect(at(0)).toEqual([]);
  });

  it('keeps the heads of the first row in view, the outermost above', () => {
    expect(at(100)).toEqual([
      ['0', 0],
      ['0/0', 36],
    ]);
  });

  it('pushes the inner head out by the next one, and both by the next outer one', () => {
    // The first inner group ends at 36 + 36 + 320 pixels.
    expect(at(392 - 60)).toEqual([
      ['0', 0],
      ['0/0', 24],
    ]);
    // The first outer group at 36 + 4 × 356.
    expect(at(1_460 - 20)).toEqual([['0', -16]]);
  });

  it('stands in a chain from the outermost in, without a gap, above the rows of the innermost', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: layout.maxScroll.top }), (top) => {
        const pinned = pinnedHeads(layout, { left: 0, top });
        pinned.forEach(({ group, y }, level) => {
          expect(rows.level(group)).toBe(level);
          if (level > 0) expect(rows.parent(group)).toBe(pinned[level - 1]?.group);
          expect(y).toBeLessThanOrEqual(layout.bodyTop + 36 * level);
          if (level > 0) expect(y).toBeLessThanOrEqual((pinned[level - 1]?.y ?? 0) + 36);
          expect(rows.head(group).top - top).toBeLessThan(y - layout.bodyTop + 1);
        });
      }),
    );
  });

  it('leaves a low body to the rows', () => {
    expect(pinnedHeads(layoutOf({ rows, height: 300 }), { left: 0, top: 100 })).toEqual([]);
  });
});
