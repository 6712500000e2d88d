import type { Page } from 'playwright-core';
import { calls, inGridPage, settled } from '../testing/probes';
import { SAMPLE_COLUMNS } from '../testing/sample';

const TIMEOUT = 60_000;

describe('the keyboard in the grid', () => {
  let page: Page;
  const open = inGridPage((opened) => {
    page = opened;
  });
  /** What was written: rows and texts. */
  const edited = () =>
    page.evaluate(() =>
      window.gridLog.edits.map(({ row, value }) => [row, value.type === 'text' ? value.text : value.type]),
    );
  const scrolledBy = () =>
    page.evaluate(() => {
      const element = document.querySelector('.pa-grid-scroller');
      return [element?.scrollLeft, element?.scrollTop];
    });

  it(
    'says once of a cell why nothing can be typed there',
    async () => {
      await open();
      await page.keyboard.press('Tab');
      const created = SAMPLE_COLUMNS.findIndex(({ id }) => id === 'created');
      for (let at = 0; at < created; at++) await page.keyboard.press('ArrowRight');
      await page.keyboard.type('abc');
      await page.keyboard.press('Enter');
      const reason = 'Created is filled in by the system.';
      expect(await calls(page)).toEqual([reason]);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Delete');
      expect(await calls(page)).toEqual([reason, reason]);
      expect(await page.evaluate(() => window.gridLog.announcements)).toContain(reason);
      await page.evaluate(() => window.lose({ readonly: true }));
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('x');
      const [last] = (await calls(page)).slice(-1);
      expect(last).toBe('You can look at these records, but not change them.');
      await page.keyboard.press('Control+z');
      await page.keyboard.press('Control+Shift+z');
      expect((await calls(page)).at(-1)).toBe(last);
    },
    TIMEOUT,
  );

  it(
    'says of a record that is still being read that it is, to who types there',
    async () => {
      await open('loading&rows=120');
      await page.keyboard.press('Tab');
      for (let at = 0; at < 35; at++) await page.keyboard.press('ArrowDown');
      await page.keyboard.type('abc');
      expect(await calls(page)).toEqual(['This record is still being read. Try again in a moment.']);
    },
    TIMEOUT,
  );

  it(
    'refuses the rest of a word too whose first letters came while its record was not read yet',
    async () => {
      await open('rows=120');
      await page.evaluate(() => window.load(false));
      await page.keyboard.press('Tab');
      await page.keyboard.type('he');
      await page.evaluate(() => window.load(true));
      await page.keyboard.type('llo you');
      expect(await calls(page)).toEqual(['This record is still being read. Try again in a moment.']);
      // As behind a word that is taken.
      await page.keyboard.press('Enter');
      expect(await edited()).toEqual([]);
      await page.keyboard.type('word');
      await page.keyboard.press('Enter');
      expect(await edited()).toEqual([[1, 'word']]);
    },
    TIMEOUT,
  );

  it.each([
    ['before its end', 'hel', 'lo you', [[2, 'hello you']]],
    ['behind its end', 'hello you\n', '', [[2, 'hello you']]],
  ])(
    'writes the whole of a word into a record that is read anew while one types, %s',
    async (_when, before, after, written) => {
      await open('rows=120');
      await page.keyboard.press('Tab');
      for (let at = 0; at < 2; at++) await page.keyboard.press('ArrowDown');
      await page.evaluate(() => window.load(false));
      await page.keyboard.type(before);
      expect(await edited()).toEqual([]);
      await page.evaluate(() => window.load(true));
      await page.keyboard.type(after);
      if (!before.includes('\n')) await page.keyboard.press('Enter');
      await settled(page);
      expect(await edited()).toEqual(written);
    },
    TIMEOUT,
  );

  it(
    'writes what was typed to its record where that has gone, and keeps it to copy where the cursor went elsewhere',
    async () => {
      await open('rows=120');
      await page.keyboard.press('Tab');
      await page.evaluate(() => {
        window.load(false);
      });
      await page.keyboard.type('moved');
      await page.evaluate(() => {
        window.reverse();
        window.load(true);
      });
      await settled(page);
      await page.keyboard.press('Enter');
      expect(await edited()).toEqual([[119, 'moved']]);
      await page.keyboard.press('ArrowUp');
      await page.evaluate(() => window.load(false));
      await page.keyboard.type('gone');
      await page.mouse.click(700, 300);
      await settled(page);
      await page.evaluate(() => window.load(true));
      expect(await edited()).toEqual([[119, 'moved']]);
      expect(await calls(page)).toContain('lost gone in name');
      await page.keyboard.press('ArrowUp');
      await page.evaluate(() => window.load(false));
      await page.keyboard.type('given up');
      await page.keyboard.press('Escape');
      await page.evaluate(() => window.load(true));
      await settled(page);
      expect([(await edited()).length, await calls(page)]).toEqual([1, ['lost gone in name']]);
    },
    TIMEOUT,
  );

  it.each([
    ['Control+Home', [0, 0]],
    ['Home', [0, 32_000]],
    ['Control+ArrowLeft', [0, 32_000]],
  ])(
    'shows the beginning it goes to, though the first column is always in view: %s',
    async (key, wanted) => {
      await open();
      await page.keyboard.press('Tab');
      await page.mouse.move(700, 300);
      await page.mouse.wheel(600, 0);
      await page.evaluate(() => document.querySelector('.pa-grid-scroller')?.scrollTo(600, 32_000));
      await settled(page);
      // A cell in view, so that a move along the row leaves the row where it is.
      await page.mouse.click(900, 300);
      await page.keyboard.press(key);
      await settled(page);
      expect(await scrolledBy()).toEqual(wanted);
    },
    TIMEOUT,
  );
});
