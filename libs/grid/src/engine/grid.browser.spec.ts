import type { Page } from 'playwright-core';
import { startBrowser } from '../testing/browser';
import { active, calls, inGridPage, settled } from '../testing/probes';
import { differenceFromRepaint, expectSamePixels } from '../testing/repaint';

const TIMEOUT = 60_000;

describe('the grid in Chromium', () => {
  let page: Page;
  const open = inGridPage((opened) => {
    page = opened;
  });

  it(
    'mirrors the cells on screen as an ARIA grid with one tab stop',
    async () => {
      await open();
      const grid = page.locator('[role=grid]');
      // The header and the summary bar are rows too.
      expect(await grid.getAttribute('aria-rowcount')).toBe('100002');
      expect(await grid.getAttribute('aria-colcount')).toBe('21');
      expect(await page.locator('[role=columnheader][aria-colindex="2"]').textContent()).toBe('Name');
      expect(await page.locator('[role=row][aria-rowindex="2"] [role=gridcell]').first().textContent()).toBe(
        'Record 1',
      );
      expect(await page.locator('[role=row][aria-rowindex="2"] [aria-colindex="6"]').textContent()).toBe(
        'empty',
      );
      expect(await page.locator('[data-grid] [tabindex="0"], [data-grid] textarea').count()).toBe(1);
      await page.keyboard.press('Tab');
      expect(await active(page)).toBe('Record 1');
      await page.keyboard.press('Control+End');
      await settled(page);
      expect(await page.locator('[role=gridcell][aria-selected=true]').getAttribute('aria-colindex')).toBe(
        '21',
      );
    },
    TIMEOUT,
  );

  it(
    'tells what is wrong with a cell and with a column, to the pointer and to a screen reader',
    async () => {
      await open('error');
      const told = () => page.evaluate(() => document.querySelector('[title]')?.getAttribute('title') ?? '');
      // The price of the third record, then its neighbour, then the header of the column.
      await page.mouse.move(700, 32 + 2.5 * 32);
      expect(await told()).toBe('Not a number');
      await page.mouse.move(780, 32 + 2.5 * 32);
      expect(await told()).toBe('');
      await page.mouse.move(700, 16);
      expect(await told()).toContain('A price is missing');
      // A number that the column is too narrow for, which stands there as number signs.
      await page.mouse.move(757, 16);
      await page.mouse.down();
      await page.mouse.move(690, 16, { steps: 3 });
      await page.mouse.up();
      await page.mouse.move(670, 32 + 1.5 * 32);
      expect(await told()).toMatch(/^[\d,.]+$/);
      const header = page.getByRole('columnheader', { name: 'Price' });
      expect(await header.getAttribute('aria-description')).toBe('A price is missing');
      const cell = page.getByRole('gridcell', { name: 'Not a number' });
      expect(await cell.getAttribute('aria-invalid')).toBe('true');
    },
    TIMEOUT,
  );

  it.each(['', 'theme=dark&presence&error', 'height=56&presence'])(
    'shows the same pixels after scrolling as after a full repaint (%s)',
    async (search) => {
      await open(search);
      await page.mouse.click(400, 200);
      await page.keyboard.press('Shift+ArrowDown');
      await page.keyboard.press('Shift+ArrowRight');
      await page.mouse.move(700, 300);
      await expectSamePixels(page, [
        [0, 37],
        [120, 0],
        [33, 211],
        [-50, -90],
        [0, 60],
        [7, 5],
        [-3, -1],
      ]);
    },
    TIMEOUT,
  );

  it(
    'never shows an unpainted pixel while scrolling fast through 100,000 rows',
    async () => {
      await open('loading');
      const blank = await page.evaluate(async () => {
        const scroller = document.querySelector('.pa-grid-scroller') as HTMLElement;
        const canvas = document.querySelector('canvas') as HTMLCanvasElement;
        const context = canvas.getContext('2d') as CanvasRenderingContext2D;
        let worst = 0;
        for (let step = 1; step <= 25; step++) {
          scroller.scrollTop = (scroller.scrollHeight / 30) * step;
          await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
          // Every row of cells has its hairline: a column of pixels without any was not painted.
          const { data } = context.getImageData(330, 34, 1, canvas.height - 100);
          let lines = 0;
          for (let at = 0; at < data.length; at += 4) if (data[at] === 230 && data[at + 1] === 232) lines++;
          worst = Math.max(worst, 15 - lines);
        }
        return worst;
      });
      expect(blank).toBeLessThanOrEqual(0);
    },
    TIMEOUT,
  );

  it(
    'reaches the last row of three million, past what a browser can scroll natively',
    async () => {
      await open('rows=3000000');
      await page.mouse.click(200, 100);
      await page.keyboard.press('Control+ArrowDown');
      expect(await active(page)).toBe('Record 3,000,000');
      await page.mouse.wheel(0, -64);
      await settled(page);
      const last = await page.evaluate(() => window.gridLog.ranges.at(-1));
      await page.mouse.wheel(0, -64);
      await settled(page);
      const next = await page.evaluate(() => window.gridLog.ranges.at(-1));
      expect(Number(last?.split('-')[0]) - Number(next?.split('-')[0])).toBe(2);
    },
    TIMEOUT,
  );

  it(
    'edits by typing, keeps refused text open, cancels on Escape, moves on Enter',
    async () => {
      await open();
      await page.mouse.click(200, 50);
      await page.keyboard.type('Zephyr');
      expect(await page.locator('.pa-grid-editor textarea').inputValue()).toBe('Zephyr');
      await page.keyboard.press('Enter');
      expect(await page.locator('.pa-grid-editor textarea').count()).toBe(0);
      expect(await active(page)).toBe('Record 2');
      await page.keyboard.type('refuse');
      await page.keyboard.press('Enter');
      expect(await page.locator('.pa-grid-editor [role=alert]').textContent()).toBe('That is not allowed.');
      expect(await page.locator('.pa-grid-editor textarea').inputValue()).toBe('refuse');
      await page.keyboard.press('Escape');
      expect(await active(page)).toBe('Record 2');
      await page.keyboard.press('ArrowUp');
      expect(await active(page)).toBe('Zephyr');
      await page.keyboard.press('F2');
      await page.keyboard.type('!');
      await page.keyboard.press('Tab');
      await page.keyboard.press('ArrowLeft');
      expect(await active(page)).toBe('Zephyr!');
      expect(await page.evaluate(() => window.gridLog.announcements)).toContain(
        'Not saved: That is not allowed.',
      );
    },
    TIMEOUT,
  );

  it(
    'leaves Escape to an editor that handles it itself',
    async () => {
      await open();
      await page.mouse.click(200, 50);
      await page.keyboard.press('F2');
      // A host's handler, as a framework adds it: on the editor's element, after the grid made it.
      await page.evaluate(() => {
        const editor = document.querySelector('.pa-grid-editor') as HTMLElement;
        editor.addEventListener('keydown', (event) => event.preventDefault(), { once: true });
      });
      await page.keyboard.press('Escape');
      expect(await page.locator('.pa-grid-editor textarea').count()).toBe(1);
      await page.keyboard.press('Escape');
      expect(await page.locator('.pa-grid-editor textarea').count()).toBe(0);
    },
    TIMEOUT,
  );

  it(
    'does not scroll the grid itself for an editor that reaches past its edge',
    async () => {
      await open();
      await page.mouse.click(200, 50);
      await page.keyboard.press('End');
      await page.keyboard.press('F2');
      const scrolled = await page.evaluate(() => {
        const far = document.createElement('input');
        far.style.cssText = 'position:absolute;left:400px;top:900px';
        const editor = document.querySelector('.pa-grid-editor') as HTMLElement;
        editor.append(far);
        far.focus();
        const { scrollLeft, scrollTop } = document.querySelector('[data-grid]') as HTMLElement;
        far.remove();
        return [scrollLeft, scrollTop];
      });
      expect(scrolled).toEqual([0, 0]);
    },
    TIMEOUT,
  );

  it(
    'commits an open editor when another cell is clicked',
    async () => {
      await open();
      await page.mouse.dblclick(200, 50);
      await page.keyboard.press('Control+a');
      await page.keyboard.type('Clicked away');
      await page.mouse.click(200, 150);
      expect(await active(page)).toBe('Record 4');
      await page.keyboard.press('Control+Home');
      expect(await active(page)).toBe('Clicked away');
    },
    TIMEOUT,
  );

  it(
    'brings refused text back when another cell is clicked, with the cursor in it',
    async () => {
      await open();
      await page.mouse.click(200, 50);
      await page.keyboard.type('refuse');
      await page.mouse.click(200, 150);
      expect(await active(page)).toBe('Record 1');
      await page.keyboard.type('d no more');
      await page.keyboard.press('Enter');
      await page.keyboard.press('ArrowUp');
      expect(await active(page)).toBe('refused no more');
    },
    TIMEOUT,
  );

  it(
    'selects by tap, edits by a second tap and scrolls by swipe on a phone',
    async () => {
      const phone = await startBrowser({ width: 390, height: 720, deviceScaleFactor: 3, hasTouch: true });
      try {
        const touch = await phone.context.newPage();
        await touch.goto(phone.url);
        await touch.waitForSelector('[role=gridcell]', { state: 'attached' });
        await touch.touchscreen.tap(120, 116);
        expect(await active(touch)).toBe('Record 3');
        expect(await touch.locator('.pa-grid-editor textarea').count()).toBe(0);
        await touch.touchscreen.tap(120, 116);
        expect(await touch.locator('.pa-grid-editor textarea').inputValue()).toBe('Record 3');
        await touch.keyboard.press('Escape');
        // The number of the active record's row has become the button that opens it; any other is ticked.
        await touch.touchscreen.tap(20, 116);
        await touch.touchscreen.tap(20, 148);
        expect(await calls(touch)).toEqual(['expand 2']);
        expect(await touch.evaluate(() => window.grid?.selection().rows.count)).toBe(1);
        const session = await touch.context().newCDPSession(touch);
        await session.send('Input.dispatchTouchEvent', {
          type: 'touchStart',
          touchPoints: [{ x: 200, y: 500 }],
        });
        for (let y = 480; y >= 160; y -= 20)
          await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: 200, y }] });
        await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
        await settled(touch);
        expect(
          await touch.evaluate(() => Number(window.gridLog.ranges.at(-1)?.split('-')[0])),
        ).toBeGreaterThanOrEqual(9);
        expect(await active(touch)).toBe('Record 3');
      } finally {
        await phone.close();
      }
    },
    TIMEOUT,
  );

  it(
    'paints the same at 200 % zoom and draws nothing twice as thick',
    async () => {
      const zoomed = await startBrowser({ width: 640, height: 400, deviceScaleFactor: 2 });
      try {
        const large = await zoomed.context.newPage();
        await large.goto(zoomed.url);
        await large.waitForSelector('[role=gridcell]', { state: 'attached' });
        await large.mouse.move(300, 200);
        await large.mouse.wheel(0, 33);
        await settled(large);
        expect((await differenceFromRepaint(large)).strong).toBe(0);
        const thickness = await large.evaluate(() => {
          const canvas = document.querySelector('canvas') as HTMLCanvasElement;
          const { data } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(
            760,
            0,
            1,
            canvas.height - 80,
          );
          let longest = 0;
          let run = 0;
          for (let at = 0; at < data.length; at += 4) {
            run = data[at] === 230 && data[at + 1] === 232 && data[at + 2] === 236 ? run + 1 : 0;
            longest = Math.max(longest, run);
          }
          return longest;
        });
        expect(thickness).toBe(1);
      } finally {
        await zoomed.close();
      }
    },
    TIMEOUT,
  );

  it(
    'keeps cursor and editor on their record when records appear above, also when it is out of reach',
    async () => {
      await open();
      await page.mouse.click(200, 146);
      await page.evaluate(() => window.insertAbove(3));
      expect(await active(page)).toBe('Record 4');
      await page.keyboard.type('Moved');
      await page.evaluate(() => window.insertAbove(2));
      await page.keyboard.press('Enter');
      await page.keyboard.press('ArrowUp');
      expect(await active(page)).toBe('Moved');
      expect(await page.evaluate(() => window.gridLog.edits.map((edit) => edit.row))).toEqual([8]);
      await page.keyboard.type('Far away');
      await page.evaluate(() => window.deleteFirst(9));
      await settled(page);
      await page.keyboard.press('Enter');
      await page.locator('.pa-grid-editor textarea').waitFor({ state: 'detached' });
      expect(await page.evaluate(() => window.gridLog.edits.at(-1))).toMatchObject({
        key: 'rec3',
        value: { type: 'text', text: 'Far away' },
      });
      // Nobody chose the record that stands there now.
      expect(await active(page)).toBeUndefined();
      await page.keyboard.press('Delete');
      expect(await page.evaluate(() => window.gridLog.edits.length)).toBe(2);
      // By key one goes on from there.
      await page.keyboard.press('ArrowUp');
      expect(await active(page)).toMatch(/^Record /);
    },
    TIMEOUT,
  );

  it(
    'goes on to the next row though no row is known while they are opened anew',
    async () => {
      await open();
      await page.mouse.click(200, 146);
      await page.keyboard.type('First');
      await page.evaluate(() => window.load(false));
      await page.keyboard.press('Enter');
      await page.locator('.pa-grid-editor textarea').waitFor({ state: 'detached' });
      await page.evaluate(() => window.load(true));
      expect(await active(page)).toBe('Record 5');
      await page.keyboard.type('Second');
      await page.keyboard.press('Enter');
      expect(
        await page.evaluate(() => window.gridLog.edits.map(({ key, row, value }) => [key ?? row, value])),
      ).toEqual([
        ['rec3', { type: 'text', text: 'First' }],
        [4, { type: 'text', text: 'Second' }],
      ]);
    },
    TIMEOUT,
  );

  it(
    'has no cursor for keys that come as it gets the keyboard back, once the cursor was lost, and goes on by key',
    async () => {
      await open();
      await page.mouse.click(200, 146);
      await page.evaluate(() => window.grid?.select(null));
      await page.evaluate(() => (document.activeElement as HTMLElement).blur());
      await page.evaluate(() => window.grid?.focus());
      await page.keyboard.type('x');
      expect(await active(page)).toBeUndefined();
      expect(await page.locator('.pa-grid-editor textarea').count()).toBe(0);
      await page.keyboard.press('ArrowDown');
      expect(await active(page)).toBe('Record 4');
    },
    TIMEOUT,
  );

  it(
    'writes to the column that it was typed in, though others go while its record is out of reach',
    async () => {
      await open();
      await page.mouse.click(200, 146);
      for (let column = 0; column < 3; column++) await page.keyboard.press('ArrowRight');
      await page.keyboard.type('7');
      await page.evaluate(() => window.deleteFirst(9));
      await page.evaluate(() => window.lose({ column: 'name' }));
      await page.keyboard.press('Enter');
      await page.locator('.pa-grid-editor').waitFor({ state: 'hidden' });
      const [edit] = await page.evaluate(() => window.gridLog.edits);
      expect([edit?.key, edit?.column.id]).toEqual(['rec3', 'price']);
    },
    TIMEOUT,
  );

  it.each([
    ['column', { column: 'name' }],
    ['record', { record: 'rec3' }],
    ['right to write', { readonly: true }],
  ])(
    'selects nothing when the %s goes while somebody types, and takes no more of the text anywhere',
    async (_, what) => {
      await open();
      await page.mouse.click(200, 146);
      await page.keyboard.type('Half of');
      await page.evaluate((lost) => window.lose(lost), what);
      await page.locator('.pa-grid-editor textarea').waitFor({ state: 'detached' });
      await page.keyboard.type(' a sentence');
      await page.keyboard.press('Enter');
      expect(await active(page)).toBeUndefined();
      expect(await page.evaluate(() => window.gridLog.edits)).toEqual([]);
      expect(await page.locator('.pa-grid-editor textarea').count()).toBe(0);
    },
    TIMEOUT,
  );

  it(
    'announces a selected range and selects a cell that assistive technology clicks',
    async () => {
      await open();
      await page.mouse.click(200, 50);
      await page.keyboard.press('Shift+ArrowDown');
      await settled(page);
      expect(await page.evaluate(() => window.gridLog.announcements)).toEqual([
        'Selected 2 rows by 1 column',
      ]);
      await page.locator('[role=row][aria-rowindex="6"] [aria-colindex="2"]').dispatchEvent('click');
      expect(await active(page)).toBe('Record 5');
    },
    TIMEOUT,
  );

  it.each([1.25, 1.75])(
    'copies and repaints to the same pixels at the fractional ratio %f',
    async (deviceScaleFactor) => {
      const scaled = await startBrowser({ width: 900, height: 500, deviceScaleFactor });
      try {
        const sharp = await scaled.context.newPage();
        await sharp.goto(`${scaled.url}/?presence`);
        await sharp.waitForSelector('[role=gridcell]', { state: 'attached' });
        await sharp.mouse.click(400, 200);
        for (const [x, y] of [
          [0, 37],
          [33, 211],
          [400, -90],
          [7, 5],
        ] as const) {
          await sharp.mouse.wheel(x, y);
          await settled(sharp);
          const difference = await differenceFromRepaint(sharp);
          expect(difference.strong).toBe(0);
          expect(difference.slight).toBeLessThan(250);
        }
      } finally {
        await scaled.close();
      }
    },
    TIMEOUT,
  );

  it(
    'composes the first letter of an input method in place and opens the editor with it',
    async () => {
      await open();
      await page.mouse.click(200, 50);
      const session = await page.context().newCDPSession(page);
      await session.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 });
      expect(await page.locator('.pa-grid-editor textarea').count()).toBe(0);
      await session.send('Input.insertText', { text: '日本' });
      expect(await page.locator('.pa-grid-editor textarea').inputValue()).toBe('日本');
      await page.keyboard.press('Enter');
      await page.keyboard.press('ArrowUp');
      expect(await active(page)).toBe('日本');
    },
    TIMEOUT,
  );

  it(
    'takes a composed word to the cell that it was begun in, and says where that is gone',
    async () => {
      await open();
      const session = await page.context().newCDPSession(page);
      const compose = async () => {
        await page.mouse.click(200, 50 + 32);
        await session.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 });
      };
      await compose();
      await page.evaluate(() => window.grid?.select({ row: 4, column: 0 }));
      await page.evaluate(() => window.insertAbove(2));
      await settled(page);
      await session.send('Input.insertText', { text: '日本' });
      expect(await page.locator('.pa-grid-editor textarea').inputValue()).toBe('日本');
      await page.keyboard.press('Enter');
      const edits = () => page.evaluate(() => window.gridLog.edits.map(({ row }) => row));
      expect(await edits()).toEqual([3]);
      await compose();
      await page.evaluate(() => window.lose({ column: 'name' }));
      await settled(page);
      await session.send('Input.insertText', { text: '日本' });
      await settled(page);
      expect(await edits()).toEqual([3]);
      expect(await calls(page)).toEqual(['lost 日本 in name']);
    },
    TIMEOUT,
  );

  it(
    'toggles checkboxes and sets ratings in place by click and by key',
    async () => {
      await open();
      await page.mouse.click(916, 50);
      await page.keyboard.press('Enter');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('4');
      await page.mouse.click(772, 146);
      const values = await page.evaluate(() => window.gridLog.edits.map((edit) => edit.value));
      expect(values).toEqual([
        { type: 'checked', checked: true },
        { type: 'checked', checked: false },
        { type: 'rating', rating: 4 },
        { type: 'rating', rating: 1 },
      ]);
    },
    TIMEOUT,
  );

  it(
    'fills by dragging the corner of the selection',
    async () => {
      await open();
      await page.mouse.click(700, 50);
      await page.mouse.move(755, 65);
      await page.mouse.down();
      await page.mouse.move(740, 140, { steps: 4 });
      await page.mouse.up();
      const edits = await page.evaluate(() => window.gridLog.edits.map((edit) => [edit.row, edit.value]));
      expect(edits).toEqual([1, 2, 3].map((row) => [row, { type: 'copy', row: 0, columnId: 'price' }]));
    },
    TIMEOUT,
  );

  it(
    'makes a column wider by keys, as one act for as long as they are held',
    async () => {
      await open();
      await page.mouse.click(700, 50);
      const before = await page.evaluate(() => window.gridLog.widths);
      await page.keyboard.down('Alt');
      await page.keyboard.down('Shift');
      for (let press = 0; press < 3; press++) await page.keyboard.press('ArrowRight');
      expect(await page.evaluate(() => window.gridLog.widths)).toEqual(before);
      await page.keyboard.up('Shift');
      await page.keyboard.up('Alt');
      await page.keyboard.press('Alt+Shift+ArrowLeft');
      await settled(page);
      const [wide, narrower, ...more] = await page.evaluate(() => window.gridLog.widths);
      const [id, width] = (wide ?? '').split(' ');
      expect([narrower, more]).toEqual([`${String(id)} ${Number(width) - 16}`, []]);
    },
    TIMEOUT,
  );

  it(
    'resizes by dragging, fits by double click, opens menus and adds records',
    async () => {
      await open();
      await page.mouse.move(445, 17);
      await page.mouse.down();
      await page.mouse.move(505, 17, { steps: 3 });
      await page.mouse.up();
      await page.mouse.move(490, 17);
      await page.mouse.click(490, 17);
      await page.mouse.dblclick(505, 17);
      await settled(page);
      // A press alone, as each of a double click, changes nothing.
      expect(await page.evaluate(() => window.gridLog.widths)).toHaveLength(2);
      await page.mouse.click(200, 50);
      await page.keyboard.press('Shift+Enter');
      await page.keyboard.press(' ');
      await page.keyboard.press('Control+z');
      await page.keyboard.press('Control+Shift+Z');
      expect(await calls(page)).toEqual(['menu status', 'add 0', 'expand 100000', 'undo', 'redo']);
      expect(await page.locator('[role=grid]').getAttribute('aria-rowcount')).toBe('100003');
    },
    TIMEOUT,
  );
});
