import type { Page } from 'playwright-core';
import { startBrowser } from '../testing/browser';
import { inGridPage, settled } from '../testing/probes';

const TIMEOUT = 60_000;

describe('selected records in Chromium', () => {
  let page: Page;
  const open = inGridPage((opened) => {
    page = opened;
  });

  it(
    'keeps ticks and ranges on their records when others insert, delete and sort',
    async () => {
      await open();
      const ticked = () =>
        page
          .locator('[role=row][aria-selected=true] [aria-colindex="2"]')
          .evaluateAll((cells) => cells.map((cell) => cell.textContent));
      const ranged = () =>
        page
          .locator('[role=gridcell][aria-selected=true][aria-colindex="2"]')
          .evaluateAll((cells) => cells.map((cell) => cell.textContent));
      await page.mouse.click(24, 50 + 32);
      await page.keyboard.down('Shift');
      await page.mouse.click(24, 50 + 3 * 32);
      await page.keyboard.up('Shift');
      await page.mouse.click(200, 50 + 32);
      await page.keyboard.press('Shift+ArrowDown');
      await settled(page);
      const chosen = ['Record 2', 'Record 3'];
      expect([await ticked(), await ranged()]).toEqual([[...chosen, 'Record 4'], chosen]);
      await page.evaluate(() => window.insertAbove(2));
      await settled(page);
      expect([await ticked(), await ranged()]).toEqual([[...chosen, 'Record 4'], chosen]);
      expect(await page.locator('[role=row][aria-selected=true]').first().getAttribute('aria-rowindex')).toBe(
        '5',
      );
      await page.evaluate(() => window.deleteFirst(3));
      await settled(page);
      expect([await ticked(), await ranged()]).toEqual([[...chosen, 'Record 4'], chosen]);
      // Turned round the active cell is with its record, far down; what stands in the old place is not selected.
      await page.evaluate(() => window.reverse());
      await settled(page);
      expect([await ticked(), await ranged()]).toEqual([['Record 2'], ['Record 2']]);
      await page.keyboard.press('Delete');
      expect(await page.evaluate(() => window.gridLog.edits.length)).toBe(1);
      expect(await page.evaluate(() => window.grid?.selection().rows.count)).toBe(3);
      await page.evaluate(() => window.grid?.forgetRows(['rec1', 'rec2', 'rec3']));
      expect(await page.evaluate(() => window.grid?.selection().rows.isEmpty)).toBe(true);
    },
    TIMEOUT,
  );

  it(
    'asks for ticked records to be deleted by the key, and clears cells only where they were chosen after',
    async () => {
      await open();
      const done = () =>
        page.evaluate(() => [window.gridLog.calls.splice(0), window.gridLog.edits.splice(0).length]);
      await page.mouse.click(200, 50 + 6 * 32);
      await page.mouse.click(24, 50 + 32);
      await page.mouse.click(24, 50 + 64);
      await page.keyboard.press('Delete');
      expect(await done()).toEqual([['delete rec1,rec2'], 0]);
      // Nor do other keys for cells act on one that may be out of sight.
      await page.keyboard.press('Control+x');
      await page.keyboard.press('Control+d');
      await page.evaluate(() => navigator.clipboard.writeText('elsewhere'));
      await page.keyboard.press('Control+v');
      const refused = 'Records are ticked. Choose the cells to cut, paste or fill.';
      expect(await done()).toEqual([[refused, refused, refused], 0]);
      // The same when rows come and go, and the cursor with its record.
      await page.evaluate(() => window.insertAbove(1));
      await settled(page);
      await page.keyboard.press('Delete');
      expect(await done()).toEqual([['delete rec1,rec2'], 0]);
      await page.mouse.click(200, 50 + 7 * 32);
      await page.keyboard.press('Delete');
      expect(await done()).toEqual([[], 1]);
      await page.keyboard.press('Shift+ ');
      await page.keyboard.press('Backspace');
      expect(await done()).toEqual([['delete rec1,rec2,rec6'], 0]);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Delete');
      expect(await done()).toEqual([[], 1]);
    },
    TIMEOUT,
  );

  it(
    'clears the cell that was chosen after ticking, in whatever way that was',
    async () => {
      await open();
      const done = () =>
        page.evaluate(() => [window.gridLog.calls.splice(0), window.gridLog.edits.splice(0).length]);
      await page.mouse.click(200, 50 + 3 * 32);
      await page.mouse.click(24, 50 + 32);
      await page.mouse.click(200, 50 + 2 * 32, { button: 'right' });
      await page.keyboard.press('Delete');
      expect(await done()).toEqual([['menu of row 2'], 1]);
      // The cell that is active already is chosen too.
      await page.mouse.click(200, 50 + 3 * 32);
      await page.mouse.click(24, 50 + 4 * 32);
      await page.mouse.click(200, 50 + 3 * 32, { button: 'right' });
      await page.keyboard.press('Delete');
      expect(await done()).toEqual([['menu of row 3'], 1]);
      // And one that a key changes in place.
      await page.mouse.click(200, 50 + 2 * 32);
      for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowRight');
      await page.mouse.click(24, 50 + 5 * 32);
      await page.keyboard.press('4');
      await page.keyboard.press('Delete');
      expect(await done()).toEqual([[], 2]);
      await open('rows=20&groups=10');
      await page.mouse.click(200, 34 + 36 + 16);
      await page.keyboard.press('ArrowUp');
      await page.mouse.click(24, 34 + 36 + 3 * 32 + 16);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Delete');
      expect(await done()).toEqual([[], 1]);
    },
    TIMEOUT,
  );

  it(
    'clears the cell that a finger chose after ticking',
    async () => {
      const phone = await startBrowser({ width: 390, height: 720, hasTouch: true });
      try {
        const touch = await phone.context.newPage();
        await touch.goto(phone.url);
        await touch.waitForSelector('[role=gridcell]', { state: 'attached' });
        await touch.touchscreen.tap(20, 116);
        await touch.touchscreen.tap(120, 148);
        await touch.keyboard.press('Delete');
        const done = () => touch.evaluate(() => [window.gridLog.calls, window.gridLog.edits.length]);
        expect(await done()).toEqual([[], 1]);
      } finally {
        await phone.close();
      }
    },
    TIMEOUT,
  );

  it(
    'leaves no cursor on the neighbour of a record that somebody else deleted, and one after a deletion of one’s own',
    async () => {
      await open();
      const active = () => page.evaluate(() => window.grid?.selection().active);
      const forget = (key: string) => page.evaluate((gone) => window.grid?.forgetRows([gone]), key);
      await page.mouse.click(24, 50 + 64);
      await page.mouse.click(200, 50 + 64);
      await forget('rec9');
      expect(await active()).toMatchObject({ row: 2 });
      await page.evaluate(() => window.lose({ record: 'rec2' }));
      await settled(page);
      await forget('rec2');
      expect(await active()).toBeNull();
      await page.keyboard.type('meant for the record that is gone');
      expect(await page.evaluate(() => window.gridLog.edits.length)).toBe(0);
      await page.mouse.click(200, 50 + 4 * 32);
      await forget('rec4');
      expect(await active()).toMatchObject({ row: 4 });
    },
    TIMEOUT,
  );

  it(
    'leaves but the cursor where nobody can say which records are gone, and takes back what is still read',
    async () => {
      await open('loading');
      const selection = () =>
        page.evaluate(() => {
          const { active, range, rows } = window.grid?.selection() ?? {};
          return { active, range, ticked: rows?.count };
        });
      await page.mouse.click(200, 50 + 64);
      await page.keyboard.press('Shift+ArrowDown');
      await page.mouse.click(20, 17);
      await page.evaluate(() => window.grid?.forgetAllRows());
      await page.evaluate(() => window.answer());
      await settled(page);
      expect(await selection()).toMatchObject({
        active: { row: 2, column: 0 },
        range: { top: 2, bottom: 2, left: 0, right: 0 },
        ticked: 0,
      });
    },
    TIMEOUT,
  );

  it(
    'ticks all rows that are shown, though as many are ticked that are folded away',
    async () => {
      await open('rows=20&groups=10');
      const count = () => page.evaluate(() => window.grid?.selection().rows.count);
      await page.mouse.click(24, 34 + 36 + 16);
      await page.keyboard.down('Shift');
      await page.mouse.click(24, 34 + 36 + 9 * 32 + 16);
      await page.keyboard.up('Shift');
      await page.mouse.click(150, 34 + 18);
      await settled(page);
      expect(await count()).toBe(10);
      await page.mouse.click(24, 17);
      expect(await count()).toBe(20);
      await page.mouse.click(24, 17);
      expect(await count()).toBe(0);
    },
    TIMEOUT,
  );

  it(
    'ticks nothing rather than a folded record when groups change while keys are read',
    async () => {
      const tickAll = async () => {
        await open('loading&rows=100&groups=20&collapsed=1');
        await page.mouse.click(24, 17);
      };
      const told = async () => {
        await page.evaluate(() => window.answer());
        await settled(page);
        return page.evaluate(() => [
          window.grid?.selection().rows.count,
          window.gridLog.calls.at(-1) ?? 'not refused',
        ]);
      };
      await tickAll();
      await page.evaluate(() =>
        window.regroup([
          { key: '0', level: 0, start: 0, count: 21 },
          { key: '1', level: 0, start: 21, count: 20 },
          { key: '2', level: 0, start: 41, count: 59 },
        ]),
      );
      await settled(page);
      expect(await told()).toEqual([0, 'The groups have changed meanwhile. Try again.']);
      // What the person folds meanwhile takes nothing from what was chosen.
      await tickAll();
      await page.mouse.click(150, 34 + 18);
      await settled(page);
      expect(await told()).toEqual([80, 'collapse 0']);
    },
    TIMEOUT,
  );

  it(
    'ticks rows that are not loaded when their keys are read, and not once Escape took that back',
    async () => {
      await open('loading');
      const count = () => page.evaluate(() => window.grid?.selection().rows.count);
      await page.mouse.click(20, 17);
      expect(await count()).toBe(62_000);
      await page.evaluate(() => window.answer());
      await settled(page);
      expect(await count()).toBe(100_000);
      await page.mouse.click(20, 17);
      expect(await count()).toBe(0);
      // What is unticked or deleted meanwhile is not ticked again.
      await page.mouse.click(20, 17);
      await page.mouse.click(24, 50);
      await page.evaluate(() => window.grid?.forgetRows(['rec1']));
      await page.evaluate(() => window.answer());
      await settled(page);
      expect(await count()).toBe(99_998);
      await page.mouse.click(24, 50);
      expect(await count()).toBe(99_999);
      await page.keyboard.press('Escape');
      await page.mouse.click(20, 17);
      await page.keyboard.press('Escape');
      await page.evaluate(() => window.answer());
      await settled(page);
      expect(await count()).toBe(0);
    },
    TIMEOUT,
  );
});
