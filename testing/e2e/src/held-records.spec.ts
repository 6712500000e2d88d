import { newBase, newPerson } from '@pyairtable/integration';
import { inject } from 'vitest';
import { TestBrowser } from './browser';
import { GridPage } from './grid-page';
import { signIn } from './sign-in';

/** Before that the notes are told that are to be told. */
const SETTLED_MS = 1_500;

describe('a record that is changed so that the view has another place for it, or none', () => {
  const system = inject('system');
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await TestBrowser.start();
  });
  afterAll(() => browser?.stop());

  async function opened() {
    const person = await newPerson(system, 'Ida');
    const { baseId } = await newBase(system, person, 'Shelf', [
      {
        name: 'Books',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Shelf', type: 'singleLineText' },
        ],
        records: [
          ...['Bees', 'Crows', 'Dunes', 'Eels'].map((Name) => ({ Name, Shelf: 'Left' })),
          { Name: 'Yaks', Shelf: 'None' },
        ],
      },
    ]);
    const page = await browser.page(system.baseUrl);
    await signIn(page, person, `/${baseId}`);
    const grid = new GridPage(page);
    await grid.ready();
    const note = (row: number) =>
      page
        .locator(`[role=row][aria-rowindex="${row + 2}"] [role=rowheader]`)
        .getAttribute('aria-description');
    return { page, grid, note };
  }

  it('says so in a sorted view until it is left, and only where its place is another', async () => {
    const { page, grid, note } = await opened();
    await page.getByRole('button', { name: 'Sort' }).click();
    await page.getByRole('button', { name: 'Sort by a field' }).click();
    await page.getByRole('button', { name: 'Sorted by 1 field' }).waitFor();
    await page.keyboard.press('Escape');
    await grid.home();
    await page.keyboard.type('Bears');
    await grid.press('Tab');
    await grid.shows({ row: 0, column: 'Name' }, 'Bears');
    await page.waitForTimeout(SETTLED_MS);
    expect(await note(0)).toBeNull();
    await grid.press('Shift+Tab');
    await page.keyboard.type('Dogs');
    await grid.press('Tab');
    const told = page.locator('span', { hasText: 'This record moves once you leave it' });
    await told.waitFor();
    expect([await note(0), await note(1)]).toEqual([
      'This record moves once you leave it: the order has another place for it.',
      null,
    ]);
    await grid.press('ArrowDown');
    await grid.shows({ row: 1, column: 'Name' }, 'Dogs');
    await told.waitFor({ state: 'detached' });
    expect(await note(1)).toBeNull();
  });

  it('says so in a filtered view until it is left', async () => {
    const { page, grid, note } = await opened();
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByRole('button', { name: 'Add condition' }).click();
    await page.getByRole('combobox', { name: 'Field' }).click();
    await page.getByRole('option', { name: 'Shelf' }).click();
    await page.getByLabel('Value for Shelf').fill('Lef');
    await page.keyboard.press('Enter');
    // The rows are those of the filter by then: what is typed is not refused as they are read anew.
    await grid.counts(4);
    await page.keyboard.press('Escape');
    await grid.home();
    await grid.press('ArrowDown', 'ArrowRight');
    await page.keyboard.type('Right');
    await grid.press('Shift+Tab');
    await page.locator('span', { hasText: 'This record is filtered out once you leave it.' }).waitFor();
    expect([await note(0), await note(1)]).toEqual([null, 'This record is filtered out once you leave it.']);
    await grid.home();
    await grid.counts(3);
    await grid.shows({ row: 1, column: 'Name' }, 'Dunes');
  });
});
