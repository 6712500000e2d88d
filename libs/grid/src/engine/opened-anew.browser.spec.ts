import type { Page } from 'playwright-core';
import { active, calls as callsIn, editedIn, inGridPage, pressed, settled } from '../testing/probes';

const TIMEOUT = 60_000;

describe('keys that come while all rows are opened anew', () => {
  let page: Page;
  const open = inGridPage((opened) => {
    page = opened;
  });
  const edited = () => editedIn(page);
  const calls = () => callsIn(page);
  const paste = (text: string) =>
    page.evaluate((pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted.replaceAll('|', '\n'));
      const event = { clipboardData, bubbles: true, cancelable: true };
      document.activeElement?.dispatchEvent(new ClipboardEvent('paste', event));
    }, text);
  const press = (keys: string) => pressed(page, keys, paste);
  async function read() {
    await page.evaluate(() => window.load(true));
    await settled(page);
    await settled(page);
  }

  it(
    'are of the record that stood before where they go, wherever it comes to stand',
    async () => {
      await open('rows=120&former');
      await page.keyboard.press('Tab');
      await page.evaluate(() => window.load(false));
      await press('<ArrowDown><ArrowDown>first<Enter>second<Enter>');
      await page.evaluate(() => window.insertAbove(1));
      await read();
      expect([await edited(), await calls()]).toEqual([
        [
          [3, 'name', 'first'],
          [4, 'name', 'second'],
        ],
        [],
      ]);
    },
    TIMEOUT,
  );

  it(
    'go to the place, not to the record that stood there, where rows come in another order',
    async () => {
      await open('rows=120&former&reordered');
      await page.keyboard.press('Tab');
      await press('<ArrowDown><ArrowDown>');
      await page.evaluate(() => window.load(false));
      await page.keyboard.press('Control+Home');
      await page.evaluate(() => window.reverse());
      await read();
      expect(await active(page)).toBe('Record 120');
    },
    TIMEOUT,
  );

  it(
    'are kept to copy where another record has come below the one whose word waits',
    async () => {
      await open('rows=120&former&reordered');
      await page.keyboard.press('Tab');
      await press('<ArrowDown><ArrowDown>');
      await page.evaluate(() => window.load(false));
      await press('first<Enter>second<Enter>');
      await page.evaluate(() => window.reverse());
      await read();
      expect([await edited(), await calls()]).toEqual([
        [[117, 'name', 'first']],
        ['lost second in name: Another record stands where it was meant for by now.'],
      ]);
    },
    TIMEOUT,
  );

  const OTHER = 'Another record stands where it was meant for by now.';
  it.each<[string, string, string, (string | number)[][], string[]]>([
    [
      'below the last record',
      '<Control+End><Home>',
      'first<Enter>second<Enter>',
      [[0, 'name', 'first']],
      [`lost second in name: ${OTHER}`],
    ],
    [
      'beside the record below',
      '<ArrowDown><ArrowDown>',
      'first<Tab><ArrowDown>9<Tab>',
      [[9, 'name', 'first']],
      [`lost 9 in name: ${OTHER}`],
    ],
    [
      'above, to empty it',
      '<ArrowDown><ArrowDown>',
      'first<Enter><ArrowUp><ArrowUp><Delete>',
      [[9, 'name', 'first']],
      [OTHER],
    ],
    [
      'below, to empty several',
      '<ArrowDown><ArrowDown>',
      'first<Tab><Shift+ArrowDown><Shift+ArrowDown><Delete>',
      [[9, 'name', 'first']],
      [OTHER],
    ],
    [
      'below, to tick it',
      '<ArrowDown><ArrowDown>',
      'first<Tab><Tab><Tab><Tab><Tab><ArrowDown><Enter>',
      [[9, 'name', 'first']],
      [OTHER],
    ],
    [
      'above, to fill from it',
      '<ArrowDown><ArrowDown>',
      'first<Tab><Control+d>',
      [[9, 'name', 'first']],
      [OTHER],
    ],
    [
      'below, to paste over it',
      '<ArrowDown><ArrowDown>',
      'first<Tab>[1|2|3]',
      [[9, 'name', 'first']],
      [`lost 1\n2\n3 in name: ${OTHER}`],
    ],
    [
      'below the first record, which is the last by now',
      '',
      'first<Enter>second<Enter>',
      [[11, 'name', 'first']],
      [`lost second in name: ${OTHER}`],
    ],
  ])('are kept, or refused, where another record stands %s', async (_where, start, keys, written, told) => {
    await open('rows=12&former&reordered');
    await page.keyboard.press('Tab');
    await press(start);
    await page.evaluate(() => window.load(false));
    await press(keys);
    await page.evaluate(() => window.reverse());
    await read();
    expect([await edited(), await calls()]).toEqual([written, told]);
  });

  it.each<[string, string, string, Parameters<typeof window.lose>[0]]>([
    ['the last row', '', '1<Tab><Tab><Tab><Control+ArrowDown>9<Enter>', { record: 'rec11' }],
    ['the next row, as the last column', '<End><ArrowLeft>', '1<Tab>2<Enter>', { column: 'n7' }],
  ])('are kept where they lead elsewhere than to %s, which has gone', async (_what, start, keys, gone) => {
    await open('rows=12&former');
    await page.keyboard.press('Tab');
    await press(start);
    await page.evaluate(() => window.load(false));
    await press(keys);
    await page.evaluate((what) => window.lose(what), gone);
    await read();
    expect([(await edited()).map(([, , text]) => text), (await calls()).join()]).toEqual([
      ['1'],
      expect.stringContaining(OTHER),
    ]);
  });

  it.each(['first<Tab>second<Enter>', 'first<Tab><Delete>'])(
    'are kept, or refused, where another column has come beside the word: %s',
    async (keys) => {
      await open('rows=12&former');
      await page.keyboard.press('Tab');
      await press('<ArrowDown><ArrowDown>');
      await page.evaluate(() => window.load(false));
      await press(keys);
      await page.evaluate(() => window.lose({ column: 'status' }));
      await read();
      expect([await edited(), (await calls()).join()]).toEqual([
        [[2, 'name', 'first']],
        expect.stringContaining(OTHER),
      ]);
    },
    TIMEOUT,
  );

  it.each<[string, string, (string | number)[][]]>([
    [
      'the same record',
      'first<Tab><Tab><Tab>7<Enter>',
      [
        [9, 'name', 'first'],
        [9, 'price', '7'],
      ],
    ],
    ['the text that is there', '<Enter><Control+a>first<Enter>', [[9, 'name', 'first']]],
    [
      'the record and back from another',
      'first<Enter><ArrowUp><F2><Control+a>second<Enter>',
      [
        [9, 'name', 'first'],
        [9, 'name', 'second'],
      ],
    ],
  ])('are written where they are meant for %s, whatever has come around it', async (_what, keys, written) => {
    await open('rows=12&former&reordered');
    await page.keyboard.press('Tab');
    await press('<ArrowDown><ArrowDown>');
    await page.evaluate(() => window.load(false));
    await press(keys);
    await page.evaluate(() => window.reverse());
    await read();
    expect([await edited(), await calls()]).toEqual([written, []]);
  });

  it('are written into the new records that they make below the last one', async () => {
    await open('rows=12&former');
    await page.keyboard.press('Tab');
    await press('<Control+End><Home>');
    await page.evaluate(() => window.load(false));
    await press('first<Enter>second<Enter>third<Enter>');
    await read();
    expect((await edited()).map(([, , text]) => text)).toEqual(['first', 'second', 'third']);
  });

  it('empty nothing where a place was chosen that another record has come to', async () => {
    await open('rows=120&former&reordered');
    await page.keyboard.press('Tab');
    await page.evaluate(() => window.load(false));
    await press('<ArrowDown><ArrowDown><Delete>');
    await page.evaluate(() => window.reverse());
    await read();
    await page.evaluate(() => window.answer());
    await settled(page);
    expect([await edited(), await calls()]).toEqual([
      [],
      ['Other records have taken the place of these. Choose them again.'],
    ]);
  });

  it('empty what was chosen by them, though the cursor had gone to a place before', async () => {
    await open('rows=120&former&reordered');
    await page.keyboard.press('Tab');
    await page.evaluate(() => window.load(false));
    await press('<ArrowDown><ArrowDown><Shift+ArrowDown>');
    await page.evaluate(() => window.reverse());
    await read();
    await page.keyboard.press('Delete');
    expect(await edited()).toEqual([[117, 'name', 'clear']]);
  });

  it(
    'select the records that stood there, and no others that come',
    async () => {
      await open('rows=120&former&reordered');
      await page.keyboard.press('Tab');
      await press('<ArrowDown><ArrowDown>');
      await page.evaluate(() => window.load(false));
      await press('<Shift+ArrowDown><Shift+ArrowDown>');
      await page.evaluate(() => window.reverse());
      await read();
      await page.keyboard.press('Delete');
      expect(await edited()).toEqual([[117, 'name', 'clear']]);
    },
    TIMEOUT,
  );

  it.each([
    ['a capital', '<Shift+D>onald', []],
    ['a correction', '<Backspace>onald', []],
  ])('are refused with the first letters of their word, %s among them', async (_, rest, written) => {
    await open('rows=120');
    await page.keyboard.press('Tab');
    await page.evaluate(() => window.load(false));
    await press('<ArrowDown>mc');
    // Letters that come a second later are no more of that word.
    await page.evaluate(() => window.load(true));
    await press(`${rest}<Enter>`);
    expect([await edited(), await active(page)]).toEqual([written, 'Record 3']);
  });

  it(
    'go on to a new record behind a word that is refused in the last one',
    async () => {
      await open('rows=12');
      await page.keyboard.press('Tab');
      await page.evaluate(() => window.load(false));
      await press('<Control+End><Home>first<Enter>');
      await read();
      await press('second<Enter>');
      expect(await edited()).toEqual([[12, 'name', 'second']]);
    },
    TIMEOUT,
  );

  it(
    'go on to the next record behind a word that is refused, as no record is known there',
    async () => {
      await open('rows=120');
      await page.keyboard.press('Tab');
      await page.evaluate(() => window.load(false));
      await press('<ArrowDown>first<Enter>second<Enter>');
      await read();
      const refused = 'This record is still being read. Try again in a moment.';
      expect([await edited(), await calls(), await active(page)]).toEqual([
        [],
        [refused, refused],
        'Record 4',
      ]);
    },
    TIMEOUT,
  );
});
