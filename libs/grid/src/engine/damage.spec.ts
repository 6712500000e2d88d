import { extentOf, layoutOf } from '../testing/scenes';
import { cellRect } from './geometry';
import { Damage } from './damage';
import { damageSelection } from './selection-damage';
import { EMPTY_SELECTION, extendTo, selectCell } from './selection';
import { TickedRows } from './ticked-rows';

const layout = layoutOf();
const scroll = { left: 0, top: 320 };
const EXTENT = extentOf(1_000, 10);

function clean(): Damage {
  const damage = new Damage();
  damage.clear();
  return damage;
}

describe('damage', () => {
  it('is everything at first and nothing once cleared', () => {
    expect(new Damage().regions(layout, scroll)).toEqual([{ x: 0, y: 0, width: 800, height: 434 }]);
    expect(clean().isEmpty).toBe(true);
    expect(clean().regions(layout, scroll)).toEqual([]);
  });

  it('is exactly the rectangle of a changed cell on screen', () => {
    const damage = clean();
    damage.addCell(12, 3);
    expect(damage.regions(layout, scroll)).toEqual([cellRect(layout, scroll, { row: 12, column: 3 })]);
  });

  it('drops cells that are scrolled away and clips those under the frozen column', () => {
    const damage = clean();
    damage.addCell(2, 3);
    damage.addCell(500, 3);
    expect(damage.regions(layout, scroll)).toEqual([]);
    damage.addCell(12, 1);
    const [region] = damage.regions(layout, { left: 30, top: 320 });
    expect(region).toMatchObject({ x: layout.paneLeft, width: 70 });
  });

  it('repaints all rather than thousands of single cells', () => {
    const damage = clean();
    for (let row = 0; row < 2_100; row++) damage.addCell(row, 0);
    expect(damage.isEverything).toBe(true);
  });

  it('covers the outlines and row numbers of the old and the new selection, and no more than those rows', () => {
    const damage = clean();
    const before = selectCell(EMPTY_SELECTION, { row: 12, column: 2 }, EXTENT);
    damageSelection(damage, before, extendTo(before, { row: 14, column: 3 }, EXTENT), Number);
    const regions = damage.regions(layout, scroll);
    const covered = (row: number): boolean => {
      const y = cellRect(layout, scroll, { row, column: 2 }).y + 16;
      return regions.some(
        (region) => region.y > 34 && region.y <= y && region.y + region.height > y && region.x > 80,
      );
    };
    expect([11, 12, 13, 14, 15].map(covered)).toEqual([false, true, true, true, false]);
  });

  it('repaints only rows whose tick changed', () => {
    const damage = clean();
    damageSelection(
      damage,
      { ...EMPTY_SELECTION, rows: TickedRows.of(['11', '12']) },
      { ...EMPTY_SELECTION, rows: TickedRows.of(['12']) },
      Number,
    );
    const rows = damage.regions(layout, scroll).filter((region) => region.y >= 34);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.y).toBe(cellRect(layout, scroll, { row: 11, column: 0 }).y - 1);
  });
});
