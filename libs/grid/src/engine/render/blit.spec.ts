import fc from 'fast-check';
import { groupedRows } from '../../testing/groups';
import { layoutOf } from '../../testing/scenes';
import type { Layout } from '../geometry';
import { pinnedHeight } from '../pinned-heads';
import { planScroll } from './blit';

const layout = layoutOf({ hasFooter: true });
const grouped = layoutOf({ hasFooter: true, rows: groupedRows({ rowCount: 400, perGroup: [40, 8, 2] }) });

/** Marks which pixels of a coarse grid over the body are right after the plan: copied from the right place or painted. */
function wrongSamples(
  layout: Layout,
  from: { left: number; top: number },
  to: { left: number; top: number },
): string[] {
  const { blits, regions } = planScroll(layout, from, to);
  const wrong: string[] = [];
  for (let x = 0.5; x < layout.width; x += 13) {
    for (let y = layout.bodyTop + 0.5; y < layout.bodyTop + layout.bodyHeight; y += 11) {
      const isPainted = regions.some((r) => x >= r.x && x < r.x + r.width && y >= r.y && y < r.y + r.height);
      if (isPainted) continue;
      const dx = x < layout.paneLeft ? 0 : from.left - to.left;
      const dy = from.top - to.top;
      const copies = blits.filter(({ source, dx: bx, dy: by }) => {
        const [sx, sy] = [x - bx, y - by];
        return (
          sx >= source.x && sx < source.x + source.width && sy >= source.y && sy < source.y + source.height
        );
      });
      const isStill = dx === 0 && dy === 0 && copies.length === 0;
      if (!isStill && !(copies.length === 1 && copies[0]?.dx === dx && copies[0]?.dy === dy))
        wrong.push(`${x},${y}`);
    }
  }
  return wrong;
}

describe('planScroll', () => {
  it('accounts for every pixel of the body: copied from where it was, or painted', () => {
    const position = fc.record({
      left: fc.integer({ min: 0, max: 900 }),
      top: fc.integer({ min: 0, max: 2_000 }),
    });
    fc.assert(
      fc.property(position, position, (from, to) => {
        expect(wrongSamples(layout, from, to)).toEqual([]);
        expect(wrongSamples(grouped, from, to)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('never copies from under heads that are pinned, nor over them', () => {
    const top = fc.integer({ min: 0, max: 4_000 });
    fc.assert(
      fc.property(top, fc.integer({ min: -200, max: 200 }), (start, by) => {
        const from = { left: 0, top: start };
        const to = { left: 0, top: Math.max(0, start + by) };
        for (const { source, dy } of planScroll(grouped, from, to).blits) {
          expect(source.y - grouped.bodyTop).toBeGreaterThanOrEqual(pinnedHeight(grouped, from));
          expect(source.y + dy - grouped.bodyTop).toBeGreaterThanOrEqual(pinnedHeight(grouped, to));
        }
      }),
    );
  });

  it('never copies the header, the footer or from outside the body', () => {
    const { blits } = planScroll(layout, { left: 0, top: 0 }, { left: 40, top: 90 });
    expect(blits).toHaveLength(2);
    for (const { source, dx, dy } of blits) {
      for (const y of [source.y, source.y + dy]) {
        expect(y).toBeGreaterThanOrEqual(layout.bodyTop);
        expect(y + source.height).toBeLessThanOrEqual(layout.bodyTop + layout.bodyHeight);
      }
      expect(source.x + source.width + dx).toBeLessThanOrEqual(layout.width);
    }
  });

  it('paints only the exposed strip when a row scrolls by', () => {
    const { regions } = planScroll(layout, { left: 0, top: 100 }, { left: 0, top: 132 });
    const painted = regions.reduce((sum, region) => sum + region.width * region.height, 0);
    expect(painted).toBe(800 * 32);
  });

  it('does nothing when nothing moved', () => {
    expect(planScroll(layout, { left: 3, top: 4 }, { left: 3, top: 4 })).toEqual({ blits: [], regions: [] });
  });
});
