import type { Page } from 'playwright-core';
import { startBrowser } from '../testing/browser';
import { active, calls, inGridPage, settled } from '../testing/probes';
import { expectSamePixels } from '../testing/repaint';
import type { GridGroup } from './groups';

const TIMEOUT = 60_000;

/** Names of the heads on screen, with a sign before those that are folded. */
async function heads(page: Page): Promise<string[]> {
  await settled(page);
  return page
    .locator('[role=row][aria-expanded]')
    .evaluateAll((rows) =>
      rows.map(
        (row) =>
          `${row.getAttribute('aria-expanded') === 'true' ? '' : '+ '}${row.firstElementChild?.textContent}`,
      ),
    );
}

/** The sentence spoken last. */
async function announced(page: Page): Promise<string | undefined> {
  return page.evaluate(() => window.gridLog.announcements.at(-1));
}

async function regroup(page: Page, groups: readonly GridGroup[]): Promise<void> {
  await page.evaluate((next) => window.regroup(next), groups);
  await settled(page);
}

describe('groups in Chromium', () => {
  let page: Page;
  const open = inGridPage((opened) => {
    page = opened;
  });

  it(
    'mirrors heads as rows of a tree, with the level of each, and summaries in their columns',
    async () => {
      await open('rows=100&groups=20,10');
      const grid = page.locator('[role=treegrid]');
      // A hundred records, fifteen heads, the header and the summary bar.
      expect(await grid.getAttribute('aria-rowcount')).toBe('117');
      const row = (index: number) => page.locator(`[role=row][aria-rowindex="${index}"]`);
      expect(await row(2).getAttribute('aria-level')).toBe('1');
      expect(await row(2).textContent()).toContain('Status: Blocked, 20 records');
      expect(await row(2).locator('[aria-colindex="5"]').textContent()).toBe('Sum 0');
      expect(await row(3).getAttribute('aria-level')).toBe('2');
      expect(await row(4).getAttribute('aria-level')).toBe('3');
      expect(await row(4).textContent()).toContain('Record 1');
      expect(await row(117).textContent()).toContain('100 records');
    },
    TIMEOUT,
  );

  it(
    'walks over heads by the arrows, folds by Space, Enter and the arrows sideways, and keeps its column',
    async () => {
      await open('rows=100&groups=20,10');
      await page.keyboard.press('Tab');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowUp');
      expect(await active(page)).toContain('Owner: ');
      await page.keyboard.press('ArrowLeft');
      expect((await heads(page))[1]).toMatch(/^\+ Owner/);
      await page.keyboard.press('ArrowLeft');
      expect(await active(page)).toContain('Status: Blocked');
      await page.keyboard.press('Space');
      expect((await heads(page))[0]).toMatch(/^\+ Status: Blocked/);
      await page.keyboard.press('Enter');
      expect((await heads(page))[0]).toMatch(/^Status: Blocked/);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      await settled(page);
      const cell = page.locator('[role=gridcell][aria-selected=true]');
      expect(await cell.getAttribute('aria-colindex')).toBe('3');
      expect(await cell.locator('..').textContent()).toContain('Record 1');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('Control+ArrowDown');
      expect(await active(page)).toBe('Record 100');
      expect(await calls(page)).toEqual(['collapse 0/0', 'collapse 0', 'expand 0', 'expand 0/0']);
      const told = await page.evaluate(() => window.gridLog.announcements);
      expect(told).toContain('Status: Blocked, 20 records, collapsed');
      expect(told).toContain('Status: Blocked, 20 records, expanded');
    },
    TIMEOUT,
  );

  it(
    'folds a group by a press, all of its level with Alt, and keeps the pressed head where it is',
    async () => {
      await open('rows=200&groups=20,10');
      await page.mouse.click(150, 34 + 18);
      expect((await heads(page))[0]).toMatch(/^\+ Status/);
      await open('rows=200&groups=20,10');
      await page.mouse.move(600, 300);
      await page.mouse.wheel(0, 900);
      await settled(page);
      // The second of the pinned heads stands above rows of the third group.
      const pressed = { x: 150, y: 34 + 36 + 18 };
      const told = () =>
        page.evaluate(() => document.querySelector('.pa-grid-scroller')?.getAttribute('title'));
      await page.mouse.move(pressed.x, pressed.y);
      const name = await told();
      expect(name).toMatch(/^Owner: /);
      // Columns may be too narrow for what is summed in them.
      expect(name).toMatch(/: Sum \d+$/m);
      await page.keyboard.down('Alt');
      await page.mouse.click(pressed.x, pressed.y);
      await page.keyboard.up('Alt');
      await settled(page);
      const last = (await calls(page)).at(-1) ?? '';
      expect(last).toMatch(/^collapse 0\/0,0\/1,1\/0,/);
      expect(last.split(',')).toHaveLength(20);
      await page.mouse.move(pressed.x, pressed.y + 1);
      expect(await told()).toBe(name);
    },
    TIMEOUT,
  );

  it(
    'takes rows that are folded away out of what is selected, copied and ticked',
    async () => {
      await open('rows=60&groups=20&collapsed=1');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Control+Shift+ArrowDown');
      await settled(page);
      const announced = await page.evaluate(() => window.gridLog.announcements.at(-1));
      expect(announced).toBe('Selected 40 rows by 1 column');
      await page.keyboard.press('Control+c');
      const text = await page.evaluate(() => navigator.clipboard.readText());
      const lines = text.split('\n').map((line) => line.trim());
      expect(lines).toHaveLength(40);
      expect(lines[19]).toBe('Record 20');
      expect(lines[20]).toBe('Record 41');
      await page.mouse.click(24, 17);
      await settled(page);
      expect(await page.evaluate(() => window.grid?.selection().rows.count)).toBe(40);
    },
    TIMEOUT,
  );

  it(
    'leaves the cursor on the head of a group that its row is folded into, and nothing typed reaches a cell',
    async () => {
      await open('rows=60&groups=20');
      await page.mouse.click(150, 34 + 36 + 3 * 32 + 16);
      expect(await active(page)).toBe('Record 4');
      await page.mouse.click(150, 34 + 18);
      expect(await active(page)).toContain('Status: Blocked');
      await page.keyboard.type('x');
      await page.keyboard.press('Delete');
      expect(await page.evaluate(() => window.gridLog.edits.length)).toBe(0);
    },
    TIMEOUT,
  );

  it(
    'leaves the cursor on a head also where no row is shown any more',
    async () => {
      await open('rows=40&groups=20&collapsed=1');
      await page.mouse.click(150, 34 + 36 + 16);
      await page.mouse.click(150, 34 + 18);
      expect(await active(page)).toContain('Status: Blocked');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.keyboard.press('ArrowDown');
      expect(await active(page)).toBe('Record 21');
    },
    TIMEOUT,
  );

  it(
    'goes to the head of what is folded away instead of a neighbour, and opens no editor unseen',
    async () => {
      await open('rows=60&groups=20&collapsed=1');
      await page.keyboard.press('Tab');
      for (const act of ['select', 'edit'] as const) {
        await page.evaluate((name) => window.grid?.[name]({ row: 25, column: 2 }), act);
        const head = page.locator('[role=row][aria-expanded=false]');
        expect(await active(page)).toBe(await head.locator('[aria-colindex="1"]').textContent());
        expect(await page.locator('[data-grid] input').count()).toBe(0);
        await page.keyboard.press('ArrowUp');
        expect(await page.evaluate(() => window.grid?.selection().active)).toEqual({ row: 19, column: 2 });
      }
    },
    TIMEOUT,
  );

  it(
    'says in which group a record is to be added, by press and by key',
    async () => {
      await open('rows=12&groups=4');
      await page.mouse.click(150, 34 + 36 + 4 * 32 + 16);
      expect(await calls(page)).toEqual(['add 3 in 0']);
      await open('rows=12&groups=4');
      await page.keyboard.press('Tab');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Shift+Enter');
      expect(await calls(page)).toEqual(['add 1 in 0']);
      await open('rows=12&groups=4');
      await page.keyboard.press('Tab');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Shift+Enter');
      expect(await calls(page)).toEqual(['add 3 in 0']);
    },
    TIMEOUT,
  );

  it(
    'moves records to another group by a drag of their row header, ticked ones together, and by keys',
    async () => {
      await open('rows=60&groups=4');
      const rowY = (row: number) => 34 + 36 + row * 32 + 16;
      const dragTo = async (from: number, y: number) => {
        await page.mouse.move(24, rowY(from));
        await page.mouse.down();
        await page.mouse.move(24, rowY(from) + 3);
        await page.mouse.move(300, y);
      };
      await dragTo(2, 34 + 36 + 4 * 32 + 32 + 18);
      await page.mouse.up();
      // A press that hardly moves ticks; a drag within the group of the record does nothing.
      await page.mouse.click(24, rowY(1));
      await dragTo(0, rowY(3));
      await page.mouse.up();
      expect(await page.evaluate(() => [...(window.grid?.selection().rows.keys ?? [])])).toEqual(['rec1']);
      await page.mouse.click(24, rowY(3));
      await dragTo(1, 34 + 36 + 4 * 32 + 32 + 18);
      await page.keyboard.press('Escape');
      await page.mouse.up();
      await dragTo(1, 34 + 36 + 4 * 32 + 32 + 36 + 40);
      await page.mouse.up();
      await page.mouse.click(150, rowY(0));
      await page.keyboard.press('Alt+Shift+ArrowDown');
      await page.keyboard.press('Alt+Shift+ArrowUp');
      expect(await calls(page)).toEqual(['move rec2 to 1', 'move rec1,rec3 to 1', 'move rec0 to 1']);
    },
    TIMEOUT,
  );

  it(
    'moves the record that was pressed to the group that was aimed at, though others change both on the way',
    async () => {
      const dragToSecond = async () => {
        await open('rows=12&groups=4');
        await page.mouse.move(24, 34 + 36 + 2 * 32 + 16);
        await page.mouse.down();
        await page.mouse.move(24, 34 + 36 + 2 * 32 + 40);
        await page.mouse.move(300, 34 + 36 + 4 * 32 + 32 + 18);
      };
      await dragToSecond();
      await page.evaluate(() => window.insertAbove(4));
      await regroup(page, [
        { key: 'new', level: 0, start: 0, count: 4 },
        { key: '0', level: 0, start: 4, count: 4 },
        { key: '1', level: 0, start: 8, count: 8 },
      ]);
      await page.mouse.up();
      expect(await calls(page)).toEqual(['move rec2 to 2']);
      await dragToSecond();
      await regroup(page, [{ key: '0', level: 0, start: 0, count: 12 }]);
      await page.mouse.up();
      expect(await calls(page)).toEqual([]);
      expect(await announced(page)).toBe('This group is no longer here.');
      await dragToSecond();
      await page.evaluate(() => window.lose({ record: 'rec2' }));
      await settled(page);
      await page.mouse.up();
      expect(await calls(page)).toEqual([]);
      expect(await announced(page)).toBe('This record is no longer here.');
    },
    TIMEOUT,
  );

  it(
    'leaves the cursor on a head when its group goes away, and on nothing when there is none left',
    async () => {
      await open('rows=12&groups=4');
      await page.keyboard.press('Tab');
      await page.keyboard.press('ArrowUp');
      await regroup(page, [
        { key: '1', level: 0, start: 0, count: 8 },
        { key: '2', level: 0, start: 8, count: 4 },
      ]);
      expect(await active(page)).toContain('8 records');
      await page.keyboard.press('Delete');
      await page.keyboard.press('Enter');
      expect(await calls(page)).toEqual(['collapse 1']);
      await page.keyboard.press('ArrowDown');
      await regroup(page, [{ key: '1', level: 0, start: 0, count: 12 }]);
      expect(await active(page)).toContain('12 records');
      await regroup(page, []);
      expect(await active(page)).toBeUndefined();
      expect(await announced(page)).toBe('This group is no longer here.');
      await page.keyboard.press('Delete');
      await page.keyboard.type('x');
      await page.keyboard.press('Enter');
      expect(await page.evaluate(() => window.gridLog.edits.length)).toBe(0);
      expect(await page.locator('[data-grid] input').count()).toBe(0);
    },
    TIMEOUT,
  );

  it(
    'folds nothing and ticks nothing where a drag of a range ends',
    async () => {
      await open('rows=60&groups=4');
      const from = 34 + 36 + 16;
      for (const [x, y] of [
        [150, 34 + 18],
        [24, from + 64],
        [900, from + 32],
      ] as const) {
        await page.mouse.move(500, from);
        await page.mouse.down();
        await page.mouse.move(400, from + 20);
        await page.mouse.move(x, y);
        await page.mouse.up();
      }
      expect(await calls(page)).toEqual([]);
      expect(await page.evaluate(() => window.gridLog.edits.length)).toBe(0);
      expect(await page.evaluate(() => window.grid?.selection().rows.count)).toBe(0);
    },
    TIMEOUT,
  );

  it(
    'offers the summary of a column by a press on the bar and by Alt and the up arrow',
    async () => {
      await open('rows=60&groups=20');
      await page.mouse.click(680, 676);
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Alt+ArrowUp');
      const told = await calls(page);
      expect(told.map((call) => call.split(' at ')[0])).toEqual(['summary price', 'summary status']);
    },
    TIMEOUT,
  );

  it.each(['rows=2000&groups=60,12,4', 'rows=2000&groups=60,12&collapsed=0/1,2&theme=dark&presence'])(
    'shows the same pixels after scrolling as after a full repaint (%s)',
    async (search) => {
      await open(search);
      await page.mouse.click(400, 200);
      await page.keyboard.press('Shift+ArrowDown');
      await page.mouse.move(150, 120);
      await expectSamePixels(page, [
        [0, 37],
        [120, 0],
        [33, 211],
        [-50, -90],
        [0, 460],
        [7, 5],
        [0, 1200],
        [-3, -1],
      ]);
    },
    TIMEOUT,
  );

  it(
    'reports the runs of rows on screen, and none of those between that are folded away',
    async () => {
      const ranges = () => page.evaluate(() => window.gridLog.ranges.at(-1));
      await open('rows=100000&groups=20,10&collapsed=0/1');
      await settled(page);
      expect(await ranges()).toBe('0-10 20-23');
      await open('rows=100000&groups=50000,10&collapsed=0');
      await settled(page);
      expect(await ranges()).toBe('50000-50015');
    },
    TIMEOUT,
  );

  it(
    'carries the outline of the head under the cursor along with what scrolls',
    async () => {
      await open('rows=2000&groups=60,12');
      await page.keyboard.press('Tab');
      await page.keyboard.press('ArrowUp');
      await page.mouse.move(600, 300);
      await expectSamePixels(page, [
        [107, 0],
        [-60, 20],
        [4000, 0],
        [-30, 60],
      ]);
    },
    TIMEOUT,
  );

  it(
    'paints and copies the same at a fractional ratio',
    async () => {
      const sharp = await startBrowser({ deviceScaleFactor: 1.25 });
      try {
        const fractional = await sharp.context.newPage();
        await fractional.goto(`${sharp.url}/?rows=2000&groups=60,12&collapsed=0/1`);
        await fractional.waitForSelector('[role=gridcell]', { state: 'attached' });
        await fractional.mouse.move(600, 300);
        await expectSamePixels(fractional, [
          [0, 37],
          [31, 611],
          [0, -90],
        ]);
      } finally {
        await sharp.close();
      }
    },
    TIMEOUT,
  );

  it(
    'folds by tap on a phone',
    async () => {
      const phone = await startBrowser({ width: 390, height: 720, hasTouch: true });
      try {
        const touch = await phone.context.newPage();
        await touch.goto(`${phone.url}/?rows=60&groups=20,10`);
        await touch.waitForSelector('[role=gridcell]', { state: 'attached' });
        await touch.touchscreen.tap(120, 34 + 18);
        expect((await heads(touch))[0]).toMatch(/^\+ Status/);
        await touch.touchscreen.tap(120, 34 + 18);
        expect((await heads(touch))[0]).toMatch(/^Status/);
        expect(await calls(touch)).toEqual(['collapse 0', 'expand 0']);
      } finally {
        await phone.close();
      }
    },
    TIMEOUT,
  );

  it(
    'fills down from the record that is seen above, not from one that is folded away',
    async () => {
      await open('rows=100&groups=10&collapsed=1');
      await page.evaluate(() => {
        window.grid?.select({ row: 20, column: 0 });
        window.grid?.focus();
      });
      await page.keyboard.press('Control+d');
      expect(await page.evaluate(() => window.gridLog.edits.map(({ row, value }) => [row, value]))).toEqual([
        [20, { type: 'copy', row: 9, columnId: 'name' }],
      ]);
    },
    TIMEOUT,
  );
});
