import { newBase, newPerson } from '@pyairtable/integration';
import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { TestBrowser } from './browser';
import { GridPage } from './grid-page';
import { signIn } from './sign-in';
import { until } from './until';

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

  it('moves tables by dragging their tabs, or by the menu of the open one', async () => {
    const person = await newPerson(system, 'Cy');
    const tables = ['Plants', 'Pots', 'Seeds'].map((name) => ({ ...garden, name }));
    const { baseId } = await newBase(system, person, 'Garden', tables);
    const page = await browser.page(system.baseUrl);
    await signIn(page, person);
    await new GridPage(page).open(baseId);
    const tab = (name: string) =>
      page.getByRole('navigation', { name: 'Tables' }).getByRole('button', { name, exact: true });
    const stand = (...names: string[]) =>
      until(async () =>
        expect(
          await page.getByRole('navigation', { name: 'Tables' }).getByRole('listitem').allInnerTexts(),
        ).toEqual(names),
      );
    await stand('Plants', 'Pots', 'Seeds');

    const { width = 0, height = 0 } = (await tab('Plants').boundingBox()) ?? {};
    await tab('Seeds').dragTo(tab('Plants'), { targetPosition: { x: 2, y: height / 2 } });
    await stand('Seeds', 'Plants', 'Pots');
    await tab('Seeds').dragTo(tab('Plants'), { targetPosition: { x: width - 2, y: height / 2 } });
    await stand('Plants', 'Seeds', 'Pots');

    await page.getByRole('button', { name: 'Options of Plants' }).click();
    await page.getByRole('menuitem', { name: 'Move table right' }).click();
    await stand('Seeds', 'Plants', 'Pots');
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await stand('Plants', 'Seeds', 'Pots');
    await page.reload();
    await stand('Plants', 'Seeds', 'Pots');
  });
});
