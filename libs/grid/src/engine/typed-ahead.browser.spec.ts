import type { CDPSession, Page } from 'playwright-core';
import { active, editedIn, inGridPage, pressed, settled } from '../testing/probes';

const TIMEOUT = 60_000;

describe('keys that come while the record under the cursor is read', () => {
  let page: Page;
  const open = inGridPage((opened) => {
    page = opened;
  });
  const edited = () => editedIn(page);
  const calls = () => page.evaluate(() => window.gridLog.calls);
  /** Stands on the first column of the third row, none being loaded. */
  async function reading(more = '') {
    await open(`rows=120${more}`);
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

  /** Presses what stands between < and >, pastes what stands between [ and ], and types the rest. */
  const press = (keys: string) => pressed(page, keys, paste);
  /** The text and what is chosen of it in the editor that is open. */
  const writing = () =>
    page.evaluate(() => {
      const box = document.querySelector<HTMLTextAreaElement>('.pa-grid-editor textarea');
      return box && [box.value, box.selectionStart, box.selectionEnd];
    });

  it.each([
    ['one that is undone by a command of the grid', 'first<Enter><Control+z>'],
    ['letters, taken back while they are written', 'first<Enter>se<Control+z>'],
    ['a choice of all', 'first<Enter>second<Control+a>x'],
    ['commands of the browser', 'first<Enter>second<Alt+d>'],
    ['arrows and Home', 'first<Enter>helo<ArrowLeft>l<Home>>'],
    ['a choice by arrows', 'first<Enter>helo<Shift+ArrowLeft><Shift+ArrowLeft>p<End>!'],
    ['whole words', 'first<Enter>one two three<Control+ArrowLeft><Control+Backspace>x'],
    ['a word that goes forwards', 'first<Enter>one two<Control+ArrowLeft><Control+Delete>x'],
    ['lines', 'first<Enter>one<Shift+Enter>two<ArrowUp>x<Control+Home>y<Control+End>z'],
    ['a break in the word that waits', 'one<Shift+Enter>two<Enter>'],
    ['a paste into a word', 'first<Enter>sec[ond]<Enter>'],
    ['a paste of cells', 'first<Enter>[second]<ArrowDown>third<Enter>'],
    ['a word that was erased again', 'ab<Backspace><Backspace><Enter>second<Enter>'],
    ['a word that was erased again and is gone on with', 'ab<Backspace><Backspace>'],
    ['a letter more by F2', '<F2>!<Enter>second<Enter>'],
    ['another text by Enter', '<Enter><Control+a>other<Enter>second<Enter>'],
    ['an editor that is left as it was', '<F2><Escape>second<Enter>'],
    ['a word that was erased again and given up', 'ab<Backspace><Backspace><Escape>'],
  ])(
    'do what they had done to records that are there: %s',
    async (_what, keys) => {
      const outcome = async (isReading: boolean) => {
        await open('rows=120');
        await page.keyboard.press('Tab');
        if (isReading) await page.evaluate(() => window.load(false));
        await press(keys);
        expect(isReading ? await edited() : []).toEqual([]);
        await read();
        return [await edited(), await calls(), await writing(), await active(page)];
      };
      const there = await outcome(false);
      expect(await outcome(true)).toEqual(there);
    },
    TIMEOUT,
  );

  it(
    'wait for the record that was asked for meanwhile, and leave the one above',
    async () => {
      await reading();
      await press('<Shift+Enter>new<Tab>more<Enter>');
      expect(await edited()).toEqual([]);
      await page.evaluate(() => window.load(true));
      await page.evaluate(() => window.settle(true));
      await settled(page);
      expect([await edited(), await calls()]).toEqual([
        [
          [120, 'name', 'new'],
          [120, 'status', 'more'],
        ],
        ['add 2'],
      ]);
    },
    TIMEOUT,
  );

  it(
    'wait for the record that the first of them begins on its line, in the column of the cursor',
    async () => {
      await open('rows=3');
      await page.keyboard.press('Tab');
      for (let at = 0; at < 2; at++) await page.keyboard.press('ArrowDown');
      await press('last<Enter><ArrowRight>');
      expect(await page.evaluate(() => window.grid?.isOnAddLine())).toBe(true);
      await page.evaluate(() => window.load(false));
      await press('new<Enter>');
      await page.evaluate(() => window.load(true));
      await page.evaluate(() => window.settle(true));
      await settled(page);
      expect(await edited()).toEqual([
        [2, 'name', 'last'],
        [3, 'status', 'new'],
      ]);
    },
    TIMEOUT,
  );

  it.each([3, 40, 100])(
    'keep their order where one of them waits again, for so many turns: %i',
    async (later) => {
      await open(`rows=120&later=${later}`);
      await page.keyboard.press('Tab');
      await page.evaluate(() => window.load(false));
      await press('first<Enter>second<Enter><Shift+Enter>new<Tab>more<Enter>');
      await read();
      expect([await edited(), await calls()]).toEqual([
        [
          [0, 'name', 'first'],
          [1, 'name', 'second'],
          [120, 'name', 'new'],
          [120, 'status', 'more'],
        ],
        ['add 2'],
      ]);
    },
    TIMEOUT,
  );

  it(
    'are kept to copy where the record that they waited for is not added',
    async () => {
      await reading();
      await press('<Shift+Enter>new<Enter>');
      await page.evaluate(() => window.settle(false));
      await read();
      expect([await edited(), await calls()]).toEqual([
        [],
        ['add 2', 'lost new in name: The record that it was typed for was not added.'],
      ]);
    },
    TIMEOUT,
  );

  it(
    'reach no record where the cursor went with its own, whatever was to be chosen of its text',
    async () => {
      await open('rows=120');
      await page.keyboard.press('Tab');
      await page.evaluate(() => window.lose({ record: 'rec0' }));
      await settled(page);
      await page.evaluate(() => window.grid?.forgetRows(['rec0']));
      await press('<F2><Control+a>second<Enter><Control+a><Delete>');
      expect([await edited(), await calls()]).toEqual([[], ['No cell is chosen.', 'No cell is chosen.']]);
    },
    TIMEOUT,
  );

  it(
    'reach their record where others come above the last one',
    async () => {
      await open('rows=120');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Control+End');
      await page.keyboard.press('Home');
      await page.evaluate(() => {
        window.insertAbove(2);
        // A host says that rows have moved before it is rendered.
        window.grid?.invalidate();
      });
      await settled(page);
      await press('last<Enter>');
      expect(await edited()).toEqual([[121, 'name', 'last']]);
    },
    TIMEOUT,
  );

  it(
    'reach no neighbour where the last rows went while they were read anew',
    async () => {
      await open('rows=120');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Control+End');
      await page.evaluate(() => window.load(false));
      await page.evaluate(() => window.append(-100));
      await read();
      await press('second<Enter>');
      expect([await edited(), await active(page)]).toEqual([[], undefined]);
    },
    TIMEOUT,
  );

  it.each([
    ['letters', 'letters<Enter>'],
    ['a paste', '[pasted]<Enter>'],
    ['what is written without a key', '☂'],
  ])(
    'write nothing where their record has opened, and the keyboard is in no text: %s',
    async (_what, keys) => {
      await open('rows=120&panel=8');
      await page.keyboard.press('Tab');
      await page.evaluate(() => window.load(false));
      await press(`<Space>${keys}`);
      await read();
      expect([await edited(), await calls(), await writing()]).toEqual([[], ['expand 0'], null]);
    },
    TIMEOUT,
  );

  it(
    'are of the word where the next record is read too',
    async () => {
      await open('loading&known&rows=120');
      await page.keyboard.press('Tab');
      for (let at = 0; at < 30; at++) await page.keyboard.press('ArrowDown');
      await page.evaluate(() => window.load(false));
      await press(
        'first<Enter>seond<ArrowLeft><ArrowLeft><ArrowLeft>c<Control+d><Control+r><End>!<Enter>third',
      );
      await read();
      await page.mouse.click(700, 300);
      await settled(page);
      expect([await edited(), await calls()]).toEqual([
        [[30, 'name', 'first']],
        ['lost second!\nthird in name'],
      ]);
    },
    TIMEOUT,
  );

  it(
    'are kept to copy where the next record is not known yet',
    async () => {
      await open('loading&rows=120');
      await page.keyboard.press('Tab');
      for (let at = 0; at < 30; at++) await page.keyboard.press('ArrowDown');
      await page.evaluate(() => window.load(false));
      await press('first<Enter>second<Enter><ArrowDown>third');
      await read();
      expect([await edited(), await calls()]).toEqual([
        [[30, 'name', 'first']],
        ['lost second\nthird in name'],
      ]);
    },
    TIMEOUT,
  );

  it(
    'are kept to copy where they go on elsewhere on the page',
    async () => {
      await open('rows=120');
      await page.keyboard.press('Tab');
      await page.evaluate(() => window.load(false));
      await press('first<Shift+Tab><Shift+Tab>second<Enter>');
      await read();
      expect([await edited(), await calls()]).toEqual([[[0, 'name', 'first']], ['lost second in name']]);
    },
    TIMEOUT,
  );

  it(
    'are kept to copy where the cell is none to write in',
    async () => {
      await open('rows=120');
      await page.keyboard.press('Tab');
      for (let at = 0; at < 5; at++) await page.keyboard.press('ArrowRight');
      await page.evaluate(() => window.load(false));
      await press('ab<Enter>');
      await read();
      expect([await edited(), await calls()]).toEqual([[], ['lost ab in done']]);
    },
    TIMEOUT,
  );

  describe('and an input method', () => {
    let session: CDPSession;
    const compose = (text: string) =>
      session.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
    const insert = (text: string) => session.send('Input.insertText', { text });
    beforeEach(async () => {
      session = await page.context().newCDPSession(page);
    });

    it('write nothing of a word whose first letters were refused', async () => {
      await open('rows=120');
      await page.keyboard.press('Tab');
      await page.evaluate(() => window.load(false));
      await press('<ArrowDown>se');
      await page.evaluate(() => window.load(true));
      await compose('~');
      await compose('ñ');
      await insert('ñ');
      await press('or<Enter>');
      expect(await edited()).toEqual([]);
    });

    it(
      'write behind the word what was composed there',
      async () => {
        await reading();
        await press('first<ArrowLeft><Enter>');
        await compose('に');
        await insert('日本');
        await press('<Enter>');
        // Without composing, as from a list of signs.
        await insert('☂');
        await press(' third<Enter>');
        await read();
        expect([await edited(), await calls()]).toEqual([
          [
            [2, 'name', 'first'],
            [3, 'name', '日本'],
            [4, 'name', '☂ third'],
          ],
          [],
        ]);
      },
      TIMEOUT,
    );

    it(
      'keep to copy what was composed for a cell that takes no text',
      async () => {
        await reading();
        await press('first<Tab>');
        for (let at = 0; at < 4; at++) await page.keyboard.press('ArrowRight');
        await compose('に');
        await insert('日本');
        await press('<Enter>');
        await read();
        expect([await edited(), await calls()]).toEqual([[[2, 'name', 'first']], ['lost 日本 in name']]);
      },
      TIMEOUT,
    );

    it(
      'are not overtaken by the record that comes while one composes',
      async () => {
        await reading();
        await press('first<Enter>');
        await compose('に');
        await read();
        expect(await edited()).toEqual([]);
        await insert('日本');
        await settled(page);
        expect([await edited(), await writing()]).toEqual([[[2, 'name', 'first']], ['日本', 2, 2]]);
      },
      TIMEOUT,
    );

    it(
      'begin a word without a key, and none where nothing was composed',
      async () => {
        await reading();
        await insert('☂');
        await press('<Enter>');
        await compose('に');
        await compose('');
        await read();
        await press('<ArrowDown>');
        await page.evaluate(() => window.load(false));
        await compose('に');
        await compose('');
        await read();
        expect([await edited(), await calls(), await writing()]).toEqual([[[2, 'name', '☂']], [], null]);
      },
      TIMEOUT,
    );

    it(
      'keep to copy what is composed while the grid is left',
      async () => {
        await open('rows=120');
        await page.keyboard.press('Tab');
        const holdsText = () => page.evaluate(() => window.grid?.holdsText());
        expect(await holdsText()).toBe(false);
        await compose('に');
        expect(await holdsText()).toBe(true);
        await page.evaluate(() => window.leave());
        expect([await edited(), await calls()]).toEqual([[], ['lost に in name']]);
      },
      TIMEOUT,
    );

    it(
      'keep to copy what was composed behind a word that is out of reach',
      async () => {
        await reading();
        await press('first<Enter>');
        await compose('に');
        await page.mouse.click(700, 300);
        await read();
        await insert('日本');
        expect([await edited(), await calls()]).toEqual([[], ['lost first\n日本 in name']]);
      },
      TIMEOUT,
    );
  });

  it(
    'are said to be held, and told, with what was pasted behind them, where the grid is left',
    async () => {
      await reading();
      const holdsText = () => page.evaluate(() => window.grid?.holdsText());
      expect(await holdsText()).toBe(false);
      await page.keyboard.type('first\n');
      await paste('second');
      expect(await holdsText()).toBe(true);
      await page.evaluate(() => window.leave());
      expect([await edited(), await calls()]).toEqual([[], ['lost first\nsecond in name']]);
    },
    TIMEOUT,
  );

  it(
    'are told, where the record they were for is out of reach',
    async () => {
      // With the record, which need not be gone.
      await reading('&told');
      await page.keyboard.type('first\nsecond');
      await page.mouse.click(700, 300);
      await settled(page);
      await read();
      expect([await edited(), await calls()]).toEqual([[], ['lost first\nsecond in name of rec2']]);
    },
    TIMEOUT,
  );
});
