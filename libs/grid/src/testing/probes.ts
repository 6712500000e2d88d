import type { Page } from 'playwright-core';
import { startBrowser, type TestBrowser } from './browser';

/** Resolves once two frames have been painted and scrolling has come to rest. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(() => resolve())), 250);
      }),
  );
}

/** Text of the active cell. */
export async function active(page: Page): Promise<string | undefined> {
  await settled(page);
  return page.evaluate(() => {
    const id = document.querySelector('[data-grid-focus]')?.getAttribute('aria-activedescendant');
    return id ? (document.getElementById(id)?.textContent ?? undefined) : undefined;
  });
}

/** What the page's host was asked to do. */
export async function calls(page: Page): Promise<string[]> {
  return page.evaluate(() => window.gridLog.calls);
}

/** What was written by the grid's host: row, column, and the text or else the kind of the value. */
export const editedIn = (page: Page): Promise<(string | number)[][]> =>
  page.evaluate(() =>
    window.gridLog.edits.map(({ row, column, value }) => [
      row,
      column.id,
      value.type === 'text' ? value.text : value.type,
    ]),
  );

/** Presses what stands between < and >, pastes what stands between [ and ], and types the rest. */
export async function pressed(
  page: Page,
  keys: string,
  paste?: (text: string) => Promise<unknown>,
): Promise<void> {
  for (const [whole, key, pasted] of keys.matchAll(/<(.+?)>|\[(.+?)\]|[^<[]+/g)) {
    if (key !== undefined) await page.keyboard.press(key);
    else if (pasted !== undefined) await paste?.(pasted);
    else await page.keyboard.type(whole);
  }
}

const START_TIMEOUT = 60_000;

/** Starts a browser with the test page for the specs of a block, and ends it after them; the result opens the page anew. */
export function inGridPage(
  use: (page: Page, browser: TestBrowser) => void,
): (search?: string) => Promise<void> {
  let browser: TestBrowser | undefined;
  let page: Page | undefined;
  beforeAll(async () => {
    browser = await startBrowser();
    page = await browser.context.newPage();
    use(page, browser);
  }, START_TIMEOUT);
  afterAll(() => browser?.close(), START_TIMEOUT);
  return async (search = '') => {
    await page?.goto(`${browser?.url ?? ''}/?${search}`);
    await page?.waitForSelector('[role=gridcell]', { state: 'attached' });
  };
}
