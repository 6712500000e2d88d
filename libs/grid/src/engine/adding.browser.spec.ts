import type { Page } from 'playwright-core';
import { active, calls, inGridPage, settled } from '../testing/probes';
import { expectSamePixels } from '../testing/repaint';

const TIMEOUT = 60_000;
const PRICE = 3;
const CREATED = 11;

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
    return page
      .locator(`[role=row][aria-rowindex] [role=gridcell][aria-colindex="${column + 2}"][id]`)
      .allTextContents();
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

  it(
    'go on by Enter in the last row, to the line that adds one',
    async () => {
      await open('rows=3');
      await page.mouse.click(700, 32 + 2.5 * 32);
      await typeLines('Enter', '7', '8', '9');
      expect((await texts(PRICE)).slice(2)).toEqual(['7', '8', '9']);
      expect(await active(page)).toBe('New record');
      expect(await page.evaluate(() => window.grid?.isOnAddLine())).toBe(true);
      await page.keyboard.press('Home');
      await page.keyboard.press('ArrowUp');
      expect(await active(page)).toBe('Record 5');
    },
    TIMEOUT,
  );

  it(
    'go on by Tab in the last cell',
    async () => {
      await open('rows=2');
      await page.mouse.click(200, 50);
      await page.keyboard.press('Control+End');
      await typeLines('Tab', '5', 'Anna');
      await page.keyboard.press('Control+Home');
      expect((await texts(0)).slice(2)).toEqual(['Anna']);
    },
    TIMEOUT,
  );

  it(
    'go on at the end of a group, and never into the next one',
    async () => {
      await open('rows=90&groups=20');
      await page.mouse.click(200, 90);
      await page.keyboard.press('Control+Home');
      for (let row = 1; row < 20; row++) await page.keyboard.press('ArrowDown');
      expect(await active(page)).toBe('Record 20');
      await typeLines('Enter', 'Alpha');
      expect(await active(page)).toBe('New record');
      await page.keyboard.press('ArrowDown');
      expect(await active(page)).toContain('20 records');
      await page.keyboard.press('ArrowUp');
      await typeLines('Enter', 'Beta');
      await page.keyboard.type('Gamma');
      expect(await calls(page)).toEqual(['add 19 in 0']);
    },
    TIMEOUT,
  );

  it(
    'go on after a record that was just added though a sort took it among others, and not after those',
    async () => {
      const begun = async () => {
        await open('rows=3');
        await page.mouse.click(150, 34 + 3 * 32 + 16);
        await settled(page);
        await page.evaluate(() => window.reverse());
        await settled(page);
      };
      const at = () => page.evaluate(() => window.grid?.selection().active?.row);
      await begun();
      expect(await at()).toBe(0);
      await typeLines('Enter', 'Alpha');
      expect(await active(page)).toBe('New record');
      await begun();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowUp');
      await typeLines('Enter', 'Alpha');
      expect(await at()).toBe(1);
    },
    TIMEOUT,
  );

  it(
    'begin in a grid without records, typed or pasted',
    async () => {
      await open('rows=0');
      await page.keyboard.press('Tab');
      expect(await active(page)).toBe('New record');
      await page.evaluate(() => navigator.clipboard.writeText('a\tb\nc\td'));
      await page.keyboard.press('Control+v');
      expect(await calls(page)).toEqual(['paste 0 cells, 2 rows, 0 columns dropped']);
      await open('rows=0');
      await page.keyboard.press('Tab');
      await typeLines('Enter', 'Alpha', 'Beta');
      expect(await texts(0)).toEqual(['Alpha', 'Beta']);
    },
    TIMEOUT,
  );

  it(
    'leave the grid by Shift+Tab where there is nothing before them',
    async () => {
      await open('rows=0');
      await page.keyboard.press('Tab');
      expect(await active(page)).toBe('New record');
      await page.keyboard.press('Shift+Tab');
      expect(await page.evaluate(() => document.activeElement?.closest('[role=grid]') ?? null)).toBeNull();
    },
    TIMEOUT,
  );

  it(
    'are not begun in a column that nobody writes to',
    async () => {
      await open('rows=3');
      await page.mouse.click(700, 32 + 2.5 * 32);
      await typeLines('Enter', '7');
      for (let column = PRICE; column < CREATED; column++) await page.keyboard.press('ArrowRight');
      await page.keyboard.type('x');
      expect(await calls(page)).toEqual(['Created is filled in by the system.']);
      await page.keyboard.press('Enter');
      expect(await calls(page)).toContain('add null');
    },
    TIMEOUT,
  );

  it.each(['rows=3', 'rows=3&groups=3'])(
    'leave the cursor of the line where it is painted (%s)',
    async (search) => {
      await open(search);
      await page.mouse.click(700, 32 + (search.includes('groups') ? 36 : 0) + 2.5 * 32);
      await typeLines('Enter', '7');
      await expectSamePixels(page, [
        [120, 0],
        [-50, 0],
        [400, 0],
      ]);
      await page.keyboard.press('ArrowLeft');
      await expectSamePixels(page, [[0, 0]]);
    },
    TIMEOUT,
  );
});
