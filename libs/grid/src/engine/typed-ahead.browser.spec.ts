// @vitest-environment node
import type { Page } from 'playwright-core';
import { inGridPage, settled } from '../testing/probes';

const TIMEOUT = 60_000;

describe('keys that come while the record under the cursor is read', () => {
  let page: Page;
  const open = inGridPage((opened) => {
    page = opened;
  });
  const edited = () =>
    page.evaluate(() =>
      window.gridLog.edits.map(({ row, column, value }) => [
        row,
        column.id,
        value.type === 'text' ? value.text : value.type,
      ]),
    );
  const calls = () => page.evaluate(() => window.gridLog.calls);
  /** Stands on the first column of the third row, none being loaded. */
  async function reading() {
    await open('rows=120');
    await page.keyboard.press('Tab');
    for (let at = 0; at < 2; at++) await page.keyboard.press('ArrowDown');
    await page.evaluate(() => window.load(false));
  }
  const paste = (text: string) =>
    page.evaluate((pasted) => {
      const data = new DataTransfer();
      data.setData('text/plain', pasted);
      const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
      const isFree = document.activeElement?.dispatchEvent(event);
      if (isFree) document.execCommand('insertText', false, pasted);
    }, text);
  async function read() {
    await page.evaluate(() => window.load(true));
    await settled(page);
    await settled(page);
  }

  it(
    'move about in the word that waits, and the editor goes on where they left off',
    async () => {
      await reading();
      await page.keyboard.type('hllo');
      for (let at = 0; at < 3; at++) await page.keyboard.press('ArrowLeft');
      await page.keyboard.type('e');
      await page.keyboard.press('End');
      await page.keyboard.type(' u');
      await page.keyboard.press('ArrowLeft');
      await read();
      await page.keyboard.type('yo');
      await page.keyboard.press('Enter');
      expect([await edited(), await calls()]).toEqual([[[2, 'name', 'hello you']], []]);
    },
    TIMEOUT,
  );

  it(
    'paste into the word that waits, and not over it',
    async () => {
      await reading();
      await page.keyboard.type('one ');
      await paste('two');
      await page.keyboard.type(' three');
      await read();
      await page.keyboard.press('Enter');
      expect([await edited(), await calls()]).toEqual([[[2, 'name', 'one two three']], []]);
    },
    TIMEOUT,
  );

  it(
    'are done behind the one that ends the word, in their order',
    async () => {
      await reading();
      await page.keyboard.type('first\nsecond');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.type('third\n');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Delete');
      expect(await edited()).toEqual([]);
      await read();
      expect([await edited(), await calls()]).toEqual([
        [
          [2, 'name', 'first'],
          [3, 'name', 'second'],
          [4, 'name', 'third'],
          [4, 'name', 'clear'],
        ],
        [],
      ]);
    },
    TIMEOUT,
  );

  it(
    'paste behind the word where it was ended',
    async () => {
      await reading();
      await page.keyboard.type('first\n');
      await paste('second');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.type('third\n');
      await read();
      expect([await edited(), await calls()]).toEqual([
        [
          [2, 'name', 'first'],
          [3, 'name', 'second'],
          [4, 'name', 'third'],
        ],
        ['paste 1 cells, 0 rows, 0 columns dropped'],
      ]);
    },
    TIMEOUT,
  );

  it(
    'are told, where the record they were for is out of reach',
    async () => {
      await reading();
      await page.keyboard.type('first\nsecond');
      await page.mouse.click(700, 300);
      await settled(page);
      await read();
      expect([await edited(), await calls()]).toEqual([[], ['lost first\nsecond in name']]);
    },
    TIMEOUT,
  );
});
