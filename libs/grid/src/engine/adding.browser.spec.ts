// @vitest-environment node
import type { Page } from 'playwright-core';
import { inGridPage, settled } from '../testing/probes';

const TIMEOUT = 60_000;
const PRICE = 3;

describe('records that are typed one after the other', () => {
  let page: Page;
  const open = inGridPage((opened) => {
    page = opened;
  });
  const typeLines = async (key: string, ...lines: readonly string[]): Promise<void> => {
    for (const line of lines) {
      await page.keyboard.type(line);
      await page.keyboard.press(key);
    }
  };
  /** Texts of a column, from the first record on. */
  const texts = async (column: number): Promise<string[]> => {
    await settled(page);
    return page.locator(`[role=gridcell][aria-colindex="${column + 2}"][id]`).allTextContents();
  };

  it(
    'are added below by Shift+Enter out of the editor of one line',
    async () => {
      await open('rows=3');
      await page.mouse.click(700, 32 + 2.5 * 32);
      await typeLines('Shift+Enter', '7', '8', '9');
      expect((await texts(PRICE)).slice(2)).toEqual(['7', '8', '9', expect.any(String)]);
    },
    TIMEOUT,
  );
});
