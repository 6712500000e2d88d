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
  const press = (keys: string) => pressed(page, keys);
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
    await read();
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
