import type { Page } from 'playwright-core';
import { inGridPage, settled } from '../testing/probes';

let page: Page;
const open = inGridPage((opened) => {
  page = opened;
});

it('paints the colour of a row anew when a cell is changed that decides it', async () => {
  await open('colored');
  /** Whether each of the first ten rows has its strip. */
  const strips = async () => {
    await settled(page);
    return page.evaluate(() => {
      const context = document.querySelector('canvas')?.getContext('2d') as CanvasRenderingContext2D;
      return Array.from({ length: 10 }, (_, row) => {
        const [red, green] = context.getImageData(1, 34 + 32 * row + 16, 1, 1).data;
        return red === 0 && green === 255;
      });
    });
  };
  const before = await strips();
  expect(new Set(before)).toEqual(new Set([true, false]));
  await page.keyboard.press('Tab');
  for (let at = 0; at < 5; at++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  expect(await strips()).toEqual(before.with(0, !before[0]));
}, 60_000);
