import { recordingContext } from '../testing/recording-context';
import { layoutOf, penOn } from '../testing/scenes';
import { fittingWidth, headerWidth } from './column-fit';
import type { GridContext } from './grid-context';
import type { GridOptions } from './options';

const column = { id: 'notes', title: 'Notes', width: 100 };
const pen = penOn(recordingContext().ctx);

/** What a column gets that is fitted to cells with a text. */
function fit(text: string): number {
  const layout = layoutOf({ rowCount: 40 });
  const getCell = () => ({ kind: 'text', text }) as const;
  const options = { columns: [column], rowCount: 40, getCell } as unknown as GridOptions;
  const grid = { options, layout, scroll: { left: 0, top: 0 }, measuring: pen };
  return fittingWidth(grid as unknown as GridContext, column);
}

it('fits a column to its name and its texts, and leaves room for others beside a long one', () => {
  expect(fit('a')).toBe(Math.ceil(headerWidth(pen, column)));
  const [short, long] = [fit('word '.repeat(8)), fit('word '.repeat(200))];
  expect(short).toBeGreaterThan(fit('a'));
  expect(short).toBeLessThan(long);
  expect(long).toBe(420);
});
