import { extentOf, penOn, layoutOf, sceneOf } from '../../testing/scenes';
import { recordingContext } from '../../testing/recording-context';
import type { Rect } from '../options';
import type { Scene } from '../scene';
import { EMPTY_SELECTION, selectCell } from '../selection';
import { LIGHT_THEME } from '../theme';
import { paintRegions } from './frame';

const EVERYTHING: Rect = { x: 0, y: 0, width: 800, height: 434 };
const EXTENT = extentOf(1_000, 10);

function paint(changes: Partial<Scene> = {}, region = EVERYTHING, dpr = 1) {
  const { recorder, ctx } = recordingContext();
  paintRegions(penOn(ctx, dpr), sceneOf(changes), [region]);
  return recorder;
}

describe('paintRegions', () => {
  it('draws every visible cell, header and row number, and nothing off screen', () => {
    const { texts } = paint();
    expect(texts).toContain('Column 0');
    expect(texts).toContain('1');
    expect(texts).toContain('0:c0');
    expect(texts).toContain('12:c6');
    expect(texts).not.toContain('14:c0');
    expect(texts).not.toContain('0:c8');
  });

  it('draws only the damaged cell when one cell is damaged', () => {
    const { texts } = paint({}, { x: 284, y: 34 + 32 * 3 + 2, width: 90, height: 28 });
    expect(texts).toEqual(['3:c2']);
  });

  it('draws a strip at the head of the rows that have a colour', () => {
    const strips = paint({ rowColor: (row) => (row === 2 ? '#123456' : undefined) })
      .named('fillRect')
      .filter((call) => call.fillStyle === '#123456');
    expect(strips.map(({ args }) => args)).toEqual([[0, 34 + 32 * 2, 4, 32]]);
  });

  it('restores the context as often as it saves it, so that no clip leaks', () => {
    const recorder = paint({ selection: selectCell(EMPTY_SELECTION, { row: 1, column: 1 }, EXTENT) });
    expect(recorder.named('save').length).toBe(recorder.named('restore').length);
  });

  it.each([1, 1.25, 1.5, 2])(
    'draws hairlines one device pixel thick, on device pixels, at ratio %f',
    (dpr) => {
      const recorder = paint({ layout: layoutOf({ dpr }) }, EVERYTHING, dpr);
      const lines = recorder.named('fillRect').filter((call) => call.fillStyle === LIGHT_THEME.border);
      expect(lines.length).toBeGreaterThan(20);
      for (const { args } of lines) {
        const [x, y, width, height] = args as [number, number, number, number];
        expect(Math.min(width, height) * dpr).toBeCloseTo(1, 6);
        const across = width < height ? x : y;
        expect(across * dpr).toBeCloseTo(Math.round(across * dpr), 6);
      }
    },
  );

  it('draws a light bar for a cell whose value is on the way, and no text', () => {
    const recorder = paint({ getCell: () => 'loading' });
    expect(recorder.texts.some((text) => text.includes(':'))).toBe(false);
    expect(
      recorder.named('fill').filter((call) => call.fillStyle === LIGHT_THEME.loading).length,
    ).toBeGreaterThan(50);
  });

  it('fades clipped text out with a gradient instead of cutting or dotting it', () => {
    const long = 'a text that is far too long for one hundred pixels';
    const recorder = paint({ getCell: () => ({ kind: 'text', text: long }) });
    const drawn = recorder.named('fillText').find((call) => String(call.args[0]).startsWith('a text'));
    expect(drawn?.fillStyle).toMatchObject({
      kind: 'gradient',
      stops: [
        [0, LIGHT_THEME.text],
        [1, 'rgba(28, 30, 38, 0)'],
      ],
    });
    expect(recorder.texts.join()).not.toContain('…');
  });

  it('right-aligns numbers and right-to-left text, on one line each', () => {
    const recorder = paint({
      getCell: (row) =>
        row === 0 ? { kind: 'number', text: '1.50', value: 1.5 } : { kind: 'text', text: 'שלום' },
    });
    const number = recorder.named('fillText').find((call) => call.args[0] === '1.50');
    const hebrew = recorder.named('fillText').find((call) => call.args[0] === 'שלום');
    // The first scrolling column, painted first, ends at 280; 28 pixels of text end 8 before it.
    expect(number?.args[1]).toBe(244);
    expect(hebrew?.args[1]).toBe(244);
  });

  it('keeps every number that no row shows out of the row header: a hovered row shows its checkbox', () => {
    expect(paint().texts).toContain('3');
    expect(paint({ hover: { area: 'row-header', row: 2, part: 'check' } }).texts).not.toContain('3');
    expect(paint({ isTicked: (row) => row === 2 }).texts).not.toContain('3');
  });

  it('marks the row of which there is something to know, and no other', () => {
    const recorder = paint({ rowNote: (row) => (row === 2 ? 'It moves.' : undefined) });
    const marks = recorder.named('fillRect').filter((call) => call.fillStyle === LIGHT_THEME.accent);
    expect(marks.map(({ args }) => args)).toEqual([[layoutOf().rowHeaderWidth - 4, 34 + 32 * 2, 4, 32]]);
  });

  it('outlines the active cell and other people with their names', () => {
    const recorder = paint({
      selection: selectCell(EMPTY_SELECTION, { row: 1, column: 1 }, EXTENT),
      presence: [
        { id: 'p', name: 'Grace', color: '#c22e80', row: 5, columnId: 'c2' },
        { id: 'q', name: 'Nobody', color: '#000', row: 900, columnId: 'c2' },
      ],
    });
    const outlines = recorder.named('strokeRect').map((call) => call.strokeStyle);
    expect(outlines).toContain(LIGHT_THEME.accent);
    expect(outlines).toContain('#c22e80');
    expect(recorder.texts).toContain('Grace');
    expect(recorder.texts).not.toContain('Nobody');
  });

  it('hands the canvas a bounded text however long the value is', () => {
    const recorder = paint({ getCell: () => ({ kind: 'text', text: 'x'.repeat(100_000) }) });
    expect(Math.max(...recorder.texts.map((text) => text.length))).toBeLessThan(200);
  });

  it('survives a grid without columns or rows', () => {
    const layout = layoutOf({ columns: [], rowCount: 0, hasGhostRow: true, hasFooter: true });
    const recorder = paint({ layout, columns: [] });
    expect(recorder.texts).toEqual([]);
    expect(recorder.named('fillRect').some((call) => call.fillStyle === LIGHT_THEME.outside)).toBe(true);
  });
});
