import { newBase, newPerson } from '@pyairtable/integration';
import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { TestBrowser } from './browser';
import { GridPage } from './grid-page';
import { signIn } from './sign-in';

describe('whoever builds a base', () => {
  const system = inject('system');
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await TestBrowser.start();
  });
  afterAll(() => browser?.stop());

  const garden = {
    name: 'Plants',
    fields: [
      { name: 'Name', type: 'singleLineText' },
      ...Array.from({ length: 8 }, (_, index) => ({ name: `Note ${index + 1}`, type: 'singleLineText' })),
    ],
    records: [{ Name: 'Fern', 'Note 1': 'green' }],
  };
  const header = (page: Page, name: string) =>
    page.getByRole('grid').getByRole('columnheader', { name, exact: true });

  it('renames and deletes a field by the menu of its column, and sees the field they add', async () => {
    const person = await newPerson(system, 'Bo');
    const { baseId } = await newBase(system, person, 'Garden', [garden]);
    const page = await browser.page(system.baseUrl);
    await signIn(page, person);
    const grid = new GridPage(page);
    await grid.open(baseId);

    await grid.home();
    await grid.press('ArrowRight', 'Alt+ArrowDown');
    await page.getByRole('menuitem', { name: 'Edit field' }).click();
    await page.getByLabel('Field name').fill('Colour');
    await page.keyboard.press('Enter');
    await header(page, 'Colour').waitFor({ state: 'attached' });
    await grid.shows({ row: 0, column: 'Colour' }, 'green');
    await page.locator('[data-grid-focus]:focus').waitFor({ state: 'attached' });

    await grid.press('ArrowRight', 'Alt+ArrowDown');
    await page.getByRole('menuitem', { name: 'Delete field' }).click();
    await page.getByRole('button', { name: 'Delete field' }).click();
    await header(page, 'Note 2').waitFor({ state: 'detached' });

    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Type a command').fill('add a field');
    await page.keyboard.press('Enter');
    await page.getByLabel('Field name').fill('Height');
    await page.getByRole('option', { name: /^Number/ }).click();
    await page.getByRole('button', { name: 'Add field', exact: true }).click();
    // Drawn, not only known: the grid mirrors the columns that are on screen.
    await header(page, 'Height').waitFor({ state: 'attached' });
  });
});
