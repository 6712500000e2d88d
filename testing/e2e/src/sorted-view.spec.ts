import { newBase, newPerson } from '@pyairtable/integration';
import { inject } from 'vitest';
import { TestBrowser } from './browser';
import { GridPage } from './grid-page';
import { signIn } from './sign-in';

/** Longer than the page takes to save a record and to read rows again that may have moved. */
const SETTLED_MS = 1_200;
const PLANTS = 300;

describe('a record added in a sorted view', () => {
  const system = inject('system');
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await TestBrowser.start();
  });
  afterAll(() => browser?.stop());

  it('stays under the cursor while it is filled in, and goes to its place when the cursor leaves it', async () => {
    const person = await newPerson(system, 'Lea');
    const { baseId } = await newBase(system, person, 'Garden', [
      {
        name: 'Plants',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Notes', type: 'singleLineText' },
        ],
        records: Array.from({ length: PLANTS }, (_, number) => ({ Name: `Plant ${1_000 + number}` })),
      },
    ]);
    const page = await browser.page(system.baseUrl);
    await signIn(page, person, `/${baseId}`);
    const grid = new GridPage(page);
    await grid.ready();
    await page.getByRole('button', { name: 'Sort' }).click();
    await page.getByRole('button', { name: 'Sort by a field' }).click();
    await page.getByRole('button', { name: 'Sorted by 1 field' }).waitFor();
    await page.keyboard.press('Escape');

    await grid.home();
    await grid.press('Shift+Enter');
    await grid.activeRow(PLANTS);
    await page.waitForTimeout(SETTLED_MS);
    await page.keyboard.type('Aloe');
    await grid.press('Tab');
    await page.waitForTimeout(SETTLED_MS);
    await page.keyboard.type('Keep it dry');
    await grid.press('Enter');
    await grid.shows({ row: PLANTS, column: 'Notes' }, 'Keep it dry');
    await grid.shows({ row: PLANTS, column: 'Name' }, 'Aloe');

    await grid.press('ArrowUp');
    await grid.shows({ row: PLANTS, column: 'Name' }, `Plant ${1_000 + PLANTS - 1}`);
    await grid.home();
    await grid.shows({ row: 0, column: 'Name' }, 'Aloe');
    await grid.shows({ row: 0, column: 'Notes' }, 'Keep it dry');
    await grid.shows({ row: 1, column: 'Name' }, 'Plant 1000');
    expect(await grid.recordCount()).toBe(PLANTS + 1);
  });
});
