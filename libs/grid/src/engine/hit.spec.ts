import { layoutOf } from '../testing/scenes';
import { hitTest } from './hit';

const layout = layoutOf({ rowCount: 5, hasFooter: true, hasGhostRow: true, hasAddColumn: true });
const ORIGIN = { left: 0, top: 0 };
/** The row header is 72 pixels wide, the header 34 high. */
const X = 72;
const Y = 34;

describe('hitTest', () => {
  it.each([
    [10, 10, { area: 'corner' }],
    [X + 150, 10, { area: 'column-header', column: 1, part: 'name' }],
    [X + 188, 10, { area: 'column-header', column: 1, part: 'menu' }],
    [X + 199, 10, { area: 'column-header', column: 1, part: 'resize' }],
    [X + 202, 10, { area: 'column-header', column: 1, part: 'resize' }],
    [20, Y + 40, { area: 'row-header', row: 1, part: 'check' }],
    [X - 10, Y + 40, { area: 'row-header', row: 1, part: 'expand' }],
    [X + 150, Y + 40, { area: 'cell', row: 1, column: 1, x: 50, y: 8 }],
    [X + 150, Y + 170, { area: 'ghost-row' }],
    [X + 150, Y + 300, { area: 'outside' }],
    [X + 150, 430, { area: 'summary', column: 1 }],
    [-1, 10, { area: 'outside' }],
  ])('finds at %i, %i', (x, y, hit) => {
    expect(hitTest(layout, ORIGIN, x, y)).toEqual(hit);
  });

  it('gives the frozen column what scrolls beneath it', () => {
    expect(hitTest(layout, { left: 130, top: 0 }, X + 50, Y + 5)).toMatchObject({
      area: 'cell',
      column: 0,
      x: 50,
    });
    expect(hitTest(layout, { left: 130, top: 0 }, X + 110, Y + 5)).toMatchObject({
      area: 'cell',
      column: 2,
      x: 40,
    });
  });

  it('does not resize a column whose edge is hidden under the frozen ones', () => {
    expect(hitTest(layout, { left: 150, top: 0 }, X + 50, 10)).toMatchObject({ column: 0, part: 'name' });
  });

  it('finds the "+" after the last column once it is scrolled into view', () => {
    const end = layout.maxScroll.left;
    const x = layout.columnsRight - end + 20;
    expect(hitTest(layout, { left: end, top: 0 }, x, 10)).toEqual({ area: 'add-column' });
    expect(hitTest(layout, { left: end, top: 0 }, x, Y + 10)).toEqual({ area: 'outside' });
  });
});
