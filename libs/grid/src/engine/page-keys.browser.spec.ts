import type { Page } from 'playwright-core';
import { calls, inGridPage } from '../testing/probes';

let page: Page;
const open = inGridPage((opened) => {
  page = opened;
});

it('lets keys out of an open cell that are of the page, and no others', async () => {
  await open();
  await page.evaluate(() => {
    window.addEventListener('keydown', (event) => {
      if (event.ctrlKey && event.key.length === 1) window.gridLog.calls.push(`page ${event.key}`);
    });
  });
  await page.mouse.click(200, 50);
  await page.keyboard.type('a');
  for (const key of ['k', 'f', '/', 'a', 'b', 'z']) await page.keyboard.press(`Control+${key}`);
  expect(await calls(page)).toEqual(['page k', 'page f', 'page /']);
}, 60_000);
