import type { Page } from 'playwright-core';
import { active, calls, inGridPage, settled } from '../testing/probes';

const TIMEOUT = 60_000;

describe('the clipboard in Chromium', () => {
  let page: Page;
  const open = inGridPage((opened) => {
    page = opened;
  });

  it(
    'copies a range as text and table, and pastes it elsewhere',
    async () => {
      await open();
      await page.mouse.click(700, 50);
      await page.keyboard.press('Shift+ArrowDown');
      await page.keyboard.press('Control+c');
      const copied = await page.evaluate(async () => {
        const [entry] = await navigator.clipboard.read();
        const read = async (type: string) => (await entry?.getType(type))?.text();
        return { text: await read('text/plain'), html: await read('text/html') };
      });
      expect(copied.text).toBe('236.45\r\n315.64');
      expect(copied.html).toContain('<td>236.45</td>');
      await page.mouse.click(700, 210);
      await page.keyboard.press('Control+v');
      expect(await active(page)).toBe('236.45');
      expect(await page.locator('[data-status]').textContent()).toContain('Sum 552.09');
      expect(await page.locator('[data-status]').textContent()).toContain('Average 276.04');
      await page.keyboard.press('Delete');
      expect(await active(page)).toBe('empty');
    },
    TIMEOUT,
  );

  it('refuses in words more than it takes, however many lines that is', async () => {
    await open();
    await page.mouse.click(700, 50);
    await page.evaluate(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', '1\n'.repeat(500_001));
      const event = { clipboardData, bubbles: true, cancelable: true };
      document.activeElement?.dispatchEvent(new ClipboardEvent('paste', event));
    });
    expect(await calls(page)).toEqual([expect.stringContaining('500,000')]);
  });

  it(
    'carries values beside the text, and takes the text alone when it comes from elsewhere',
    async () => {
      await open();
      await page.mouse.click(700, 50);
      await page.keyboard.press('Shift+ArrowDown');
      await page.keyboard.press('Control+c');
      await page.mouse.click(700, 210);
      await page.keyboard.press('Control+v');
      const values = () => page.evaluate(() => window.gridLog.edits.splice(0).map(({ value }) => value));
      expect(await values()).toMatchObject([
        { type: 'copied', value: expect.stringMatching(/^0:/) as string, text: '236.45' },
        { type: 'copied', value: expect.stringMatching(/^1:/) as string, text: '315.64' },
      ]);
      await page.evaluate(() => navigator.clipboard.writeText('7\n8'));
      await page.keyboard.press('Control+v');
      expect(await values()).toEqual([
        { type: 'text', text: '7' },
        { type: 'text', text: '8' },
      ]);
    },
    TIMEOUT,
  );

  it(
    'copies, clears and fills rows that are not loaded whole, once they are read',
    async () => {
      await open('loading&rows=120');
      await page.mouse.click(200, 17);
      await page.keyboard.press('Control+c');
      await page.evaluate(() => window.answer());
      await page.waitForFunction(() => window.gridLog.announcements.includes('Copied 120 cells'));
      const lines = (await page.evaluate(() => navigator.clipboard.readText())).split(/\r?\n/);
      expect([lines.length, lines[0], lines[119], lines.filter((line) => line === '').length]).toEqual([
        120,
        'Record 1',
        'Record 120',
        0,
      ]);
      await page.keyboard.press('Delete');
      expect(await page.evaluate(() => window.gridLog.edits.length)).toBe(0);
      await page.evaluate(() => window.answer());
      await page.waitForFunction(() => window.gridLog.edits.length === 120);
      await page.keyboard.press('Control+d');
      await page.evaluate(() => window.answer());
      await page.waitForFunction(() => window.gridLog.edits.length === 239);
    },
    TIMEOUT,
  );

  it(
    'leaves the keyboard where the person is by the time that a late copy is read',
    async () => {
      await open('loading&rows=120');
      await page.mouse.click(200, 17);
      await page.keyboard.press('Control+c');
      await page.mouse.click(200, 50);
      await page.keyboard.type('Half');
      await page.evaluate(() => window.answer());
      await page.waitForFunction(() => window.gridLog.announcements.includes('Copied 120 cells'));
      await page.keyboard.type(' and half');
      await page.keyboard.press('Enter');
      const edits = await page.evaluate(() => window.gridLog.edits.map(({ value }) => value));
      expect(edits).toEqual([{ type: 'text', text: 'Half and half' }]);
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      expect(copied.split(/\r?\n/)).toHaveLength(120);
    },
    TIMEOUT,
  );

  it.each(['a composed word', 'a word for a record that is read'])(
    'leaves what a person is writing by the time that a late copy is read: %s',
    async (what) => {
      await open('loading&rows=120');
      const session = await page.context().newCDPSession(page);
      const isComposed = what === 'a composed word';
      await page.mouse.click(200, 17);
      await page.keyboard.press('Control+c');
      await page.mouse.click(200, 50);
      if (isComposed)
        await session.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 });
      else await page.evaluate(() => window.load(false));
      if (!isComposed) await page.keyboard.type('Half');
      await page.evaluate(() => window.answer());
      await page.waitForFunction(() => window.gridLog.announcements.includes('Copied 120 cells'));
      await session.send('Input.insertText', { text: isComposed ? '日本' : ' and half' });
      await page.evaluate(() => window.load(true));
      await settled(page);
      await page.keyboard.press('Enter');
      const edits = await page.evaluate(() => window.gridLog.edits.map(({ value }) => value));
      expect(edits).toEqual([{ type: 'text', text: isComposed ? '日本' : 'Half and half' }]);
    },
    TIMEOUT,
  );

  it(
    'pastes what is still read for a copy, where the cursor stood at the press, and nothing once that is given up',
    async () => {
      await open('loading&rows=120');
      await page.evaluate(() => navigator.clipboard.writeText('copied before'));
      const asked = async (giveUp: boolean) => {
        await page.mouse.click(200, 17);
        await page.keyboard.press('Control+c');
        await page.mouse.click(700, 50);
        await page.keyboard.press('Control+v');
        await page.mouse.click(700, 50 + 32);
        await page.evaluate((isGivenUp) => window.answer(isGivenUp), giveUp);
        await settled(page);
      };
      await asked(true);
      await page.evaluate(() => window.answer());
      await settled(page);
      expect(await calls(page)).toEqual([]);
      await asked(false);
      await page.evaluate(() => window.answer());
      await page.waitForFunction(() => window.gridLog.calls.some((call) => call.startsWith('paste')));
      expect(await page.evaluate(() => window.gridLog.edits.length)).toBe(120);
      expect(await page.evaluate(() => window.gridLog.edits[0])).toMatchObject({
        row: 0,
        column: { id: 'price' },
        value: { type: 'copied', text: 'Record 1' },
      });
    },
    TIMEOUT,
  );

  it(
    'leaves on the clipboard what was copied after a copy that is still read',
    async () => {
      await open('loading&rows=120');
      await page.mouse.click(200, 17);
      await page.keyboard.press('Control+c');
      await page.evaluate(() => window.load(true));
      await page.mouse.click(700, 50);
      await page.keyboard.press('Control+c');
      await page.evaluate(() => window.answer());
      await settled(page);
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('236.45');
    },
    TIMEOUT,
  );

  it.each([
    ['rows are read', 'loading&rows=120', 40],
    ['rows come to be', 'slow&rows=3', 5],
  ])(
    'leaves a person who has gone on where they are when %s for a paste',
    async (_, search, lines) => {
      await open(search);
      const text = Array.from({ length: lines }, (_line, at) => `line ${at}`).join('\n');
      await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
      await page.mouse.click(200, 50);
      await page.keyboard.press('Control+v');
      await page.mouse.click(700, 50 + 32);
      await page.evaluate(() => window.answer());
      await page.waitForFunction(() => window.gridLog.calls.some((call) => call.startsWith('paste')));
      await settled(page);
      expect(await page.evaluate(() => window.grid?.selection().range)).toMatchObject({ top: 1, bottom: 1 });
    },
    TIMEOUT,
  );

  it(
    'refuses in words what is more than is done at once, and leaves the clipboard alone',
    async () => {
      await open();
      await page.evaluate(() => navigator.clipboard.writeText('kept'));
      await page.mouse.click(200, 50);
      await page.keyboard.press('Control+a');
      await page.keyboard.press('Control+c');
      await page.keyboard.press('Delete');
      const message = 'At most 500,000 cells at once. Select fewer and try again.';
      expect(await calls(page)).toEqual([message, message]);
      expect(await page.evaluate(() => window.gridLog.edits.length)).toBe(0);
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('kept');
    },
    TIMEOUT,
  );

  it(
    'selects all that was pasted, the new rows included, and tells the host what has no place',
    async () => {
      await open('rows=3');
      await page.evaluate(() => navigator.clipboard.writeText('a\tb\nc\td\ne\tf'));
      await page.mouse.click(200, 50 + 32);
      await page.keyboard.press('Control+v');
      await settled(page);
      expect(await page.evaluate(() => window.grid?.selection().range)).toEqual({
        top: 1,
        bottom: 3,
        left: 0,
        right: 1,
      });
      expect((await calls(page))[0]).toMatch(/ 1 rows, 0 columns dropped$/);
      await page.keyboard.press('End');
      await page.keyboard.press('Control+v');
      expect((await calls(page))[1]).toMatch(/ 1 columns dropped$/);
    },
    TIMEOUT,
  );

  it(
    'says how many cells were written, and leaves it to the host to say why none were',
    async () => {
      // Of the records that it makes the page's host writes no cells.
      await open('rows=0');
      await page.evaluate(() => navigator.clipboard.writeText('a\tb'));
      await page.keyboard.press('Tab');
      for (const answer of ['paste 0 cells, 1 rows', 'paste 2 cells, 0 rows']) {
        await page.keyboard.press('Control+v');
        await vi.waitFor(async () => expect((await calls(page)).at(-1)).toContain(answer));
      }
      await page.waitForFunction(() => window.gridLog.announcements.includes('Pasted into 2 cells'));
      const told = await page.evaluate(() => window.gridLog.announcements);
      expect(told.filter((text) => text.startsWith('Pasted'))).toEqual(['Pasted into 2 cells']);
    },
    TIMEOUT,
  );
});
