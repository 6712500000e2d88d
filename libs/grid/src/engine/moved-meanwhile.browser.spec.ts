import type { Page } from 'playwright-core';
import { inGridPage, settled } from '../testing/probes';

const TIMEOUT = 60_000;

describe('what others move under a pressed pointer', () => {
  let page: Page;
  const open = inGridPage((opened) => {
    page = opened;
  });
  const insert = async (count: number) => {
    await page.evaluate((rows) => window.insertAbove(rows), count);
    await settled(page);
  };
  const edits = () => page.evaluate(() => window.gridLog.edits.map(({ row, value }) => [row, value]));

  it(
    'fills from the cells that the drag began at, and over none that came above them',
    async () => {
      await open();
      await page.mouse.click(700, 50);
      await page.mouse.move(755, 65);
      await page.mouse.down();
      await page.mouse.move(740, 140, { steps: 4 });
      await insert(2);
      await page.mouse.move(740, 172);
      await page.mouse.up();
      expect(await edits()).toEqual([3, 4].map((row) => [row, { type: 'copy', row: 2, columnId: 'price' }]));
    },
    TIMEOUT,
  );

  it(
    'fills nothing where the cells that the drag began at are no more together',
    async () => {
      await open();
      await page.mouse.click(700, 50);
      await page.keyboard.press('Shift+ArrowDown');
      await page.mouse.move(755, 65 + 32);
      await page.mouse.down();
      await page.mouse.move(740, 200, { steps: 4 });
      await page.evaluate(() => window.reverse());
      await settled(page);
      await page.mouse.up();
      expect(await edits()).toEqual([]);
    },
    TIMEOUT,
  );

  it(
    'clears no other record than was chosen, though it is not loaded any more and others went above it',
    async () => {
      const clear = async (deleted: number) => {
        await page.evaluate(() => window.load(false));
        await page.evaluate((count) => window.deleteFirst(count), deleted);
        await settled(page);
        await page.keyboard.press('Delete');
        await page.evaluate(() => window.answer());
        await settled(page);
        return page.evaluate(() => [window.gridLog.edits.length, window.gridLog.calls]);
      };
      const refused = [0, ['Other records have taken the place of these. Choose them again.']];
      const choose = async (rows: number) => {
        await open();
        await page.mouse.click(200, 50 + 3 * 32);
        for (let row = 1; row < rows; row++) await page.keyboard.press('Shift+ArrowDown');
      };
      await choose(3);
      expect(await clear(0)).toEqual([3, []]);
      await choose(3);
      expect(await clear(1)).toEqual(refused);
      await choose(1);
      expect(await clear(1)).toEqual(refused);
    },
    TIMEOUT,
  );

  it(
    'ticks none of others’ places where records between two that were pressed are still read',
    async () => {
      await open('loading&rows=100');
      await page.mouse.click(24, 50 + 2 * 32);
      await page.mouse.move(400, 400);
      await page.mouse.wheel(0, 50 * 32);
      await settled(page);
      await page.keyboard.down('Shift');
      await page.mouse.click(24, 50 + 4 * 32);
      await page.keyboard.up('Shift');
      await page.evaluate(() => window.deleteFirst(1));
      await settled(page);
      await page.evaluate(() => window.answer());
      await settled(page);
      expect(await page.evaluate(() => [window.grid?.selection().rows.count, window.gridLog.calls])).toEqual([
        0,
        ['Other records have taken the place of these. Choose them again.'],
      ]);
    },
    TIMEOUT,
  );

  it(
    'ticks no other record than was pressed, and opens no other’s box',
    async () => {
      await open();
      await page.mouse.move(24, 50 + 32);
      await page.mouse.down();
      await insert(1);
      await page.mouse.up();
      expect(await page.evaluate(() => window.grid?.selection().rows.isEmpty)).toBe(true);
      await page.mouse.down();
      await page.mouse.up();
      expect(await page.evaluate(() => [...(window.grid?.selection().rows.keys ?? [])])).toEqual(['rec0']);
    },
    TIMEOUT,
  );

  it(
    'resizes the column that the drag began at',
    async () => {
      await open();
      const { status = 0 } = await page.evaluate(() => window.widths());
      // The second column's.
      const edge = 445;
      await page.mouse.move(edge, 17);
      await page.mouse.down();
      await page.mouse.move(edge + 20, 17, { steps: 3 });
      await page.evaluate(() => window.lose({ column: 'name' }));
      await settled(page);
      await page.mouse.move(edge + 60, 17);
      await page.mouse.up();
      await settled(page);
      expect(await page.evaluate(() => window.widths())).toMatchObject({ status: status + 60, tags: 200 });
    },
    TIMEOUT,
  );

  it(
    'clears nothing of all records where one came whose place nobody knows, and all that there are when they are chosen again',
    async () => {
      const clearAll = async (rows: number, meanwhile: () => void) => {
        await open(`rows=${rows}&loading`);
        await page.mouse.click(700, 50);
        await page.keyboard.press('Control+a');
        await page.evaluate(meanwhile);
        await settled(page);
        return clear();
      };
      const clear = async () => {
        await page.keyboard.press('Delete');
        await page.evaluate(() => window.answer?.());
        await settled(page);
        const calls = await page.evaluate(() => window.gridLog.calls.splice(0));
        return [(await edits()).length, calls];
      };
      const changed = ['Other records have taken the place of these. Choose them again.'];
      expect(await clearAll(140, () => window.append(1))).toEqual([0, changed]);
      await page.keyboard.press('Control+a');
      const [whole] = await clear();
      expect(whole).toBeGreaterThan(140);
      // Behind a last record that is known, and before a first one, no record comes among them.
      for (const meanwhile of [() => window.append(1), () => window.insertAbove(1)])
        expect((await clearAll(120, meanwhile))[1]).toEqual([]);
      expect((await clearAll(140, () => window.insertAbove(1)))[1]).toEqual([]);
    },
    TIMEOUT,
  );
});
