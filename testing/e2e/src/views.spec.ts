import { newBase, newPerson } from '@pyairtable/integration';
import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { TestBrowser } from './browser';
import { GridPage } from './grid-page';
import { signIn } from './sign-in';
import { until } from './until';

describe('the views of a table', () => {
  const system = inject('system');
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await TestBrowser.start();
  });
  afterAll(() => browser?.stop());

  it('filter what they show, live; are undone, duplicated, and brought back when deleted', async () => {
    const person = await newPerson(system, 'Ida');
    const { baseId } = await newBase(system, person, 'Garden', [
      {
        name: 'Plants',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Height', type: 'number', options: { precision: 0 } },
        ],
        records: [
          { Name: 'Fern', Height: 40 },
          { Name: 'Oak', Height: 3000 },
          { Name: 'Moss', Height: 2 },
        ],
      },
    ]);
    const page = await browser.page(system.baseUrl);
    await signIn(page, person, `/${baseId}`);
    const grid = new GridPage(page);
    await grid.ready();

    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByRole('button', { name: 'Add condition' }).click();
    await page.getByRole('combobox', { name: 'Field' }).click();
    await page.getByRole('option', { name: 'Height' }).click();
    await page.getByRole('combobox', { name: 'Operator' }).click();
    await page.getByRole('option', { name: '>', exact: true }).click();
    await page.getByLabel('Value for Height').fill('20');
    await page.keyboard.press('Enter');
    await grid.counts(2);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '1 condition' }).waitFor();
    await grid.shows({ row: 0, column: 'Name' }, 'Fern');
    await grid.shows({ row: 1, column: 'Name' }, 'Oak');

    // A record that the filter takes away stays until the person leaves it.
    await grid.home();
    await grid.press('ArrowRight');
    await page.keyboard.type('1');
    await grid.press('Enter');
    await grid.counts(1);
    await grid.shows({ row: 0, column: 'Name' }, 'Oak');
    await grid.press('Control+z');
    await grid.counts(2);

    const views = page.getByRole('button', { name: 'Grid view', exact: true });
    await views.click();
    await page.getByRole('menuitem', { name: 'Duplicate view' }).click();
    const copy = page.getByRole('button', { name: 'Grid view copy' });
    await copy.waitFor();
    await grid.counts(2);
    await copy.click();
    await page.getByRole('menuitem', { name: 'Delete view' }).click();
    await views.waitFor();
    // That of the message, not of the page's head.
    await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
    await copy.waitFor();
    await grid.counts(2);

    const listed = async () => {
      await copy.click();
      const items = page.getByRole('menuitemradio');
      await items.first().waitFor();
      const names = await items.allInnerTexts();
      await page.keyboard.press('Escape');
      return names;
    };
    expect(await listed()).toEqual(['Grid view', 'Grid view copy']);
    await copy.click();
    await page.getByRole('menuitem', { name: 'Move view up' }).click();
    await until(async () => expect(await listed()).toEqual(['Grid view copy', 'Grid view']));
    await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
    await until(async () => expect(await listed()).toEqual(['Grid view', 'Grid view copy']));
  });

  it('are locked, and are one person’s own, which others can duplicate', async () => {
    const [ida, bo] = await Promise.all([newPerson(system, 'Ida'), newPerson(system, 'Bo')]);
    const { baseId } = await newBase(system, ida, 'Garden', [
      {
        name: 'Plants',
        fields: [{ name: 'Name', type: 'singleLineText' }],
        records: [{ Name: 'Fern' }],
      },
    ]);
    // A base is shared with people who have been here.
    const other = await browser.page(system.baseUrl);
    await signIn(other, bo, '/');
    await fetch(`${system.baseUrl}/v1/bases/${baseId}/collaborators`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ida.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ email: bo.email, permissionLevel: 'edit' }),
    });
    const page = await browser.page(system.baseUrl);
    await signIn(page, ida, `/${baseId}`);
    await new GridPage(page).ready();
    const choose = async (of: Page, view: string, item: string) => {
      await of.getByRole('button', { name: view, exact: true }).click();
      await of.getByRole('menuitem', { name: item }).click();
    };
    await choose(page, 'Grid view', 'Lock view');
    await page.getByText('Locked: unlock the view').waitFor();
    await page.getByRole('button', { name: 'Sort', exact: true }).waitFor({ state: 'detached' });
    await choose(page, 'Grid view', 'Duplicate view');
    await page.getByRole('button', { name: 'Sort', exact: true }).waitFor();
    await choose(page, 'Grid view copy', 'Make personal');

    await new GridPage(other).open(baseId);
    await choose(other, 'Grid view', 'Unlock view');
    await other.getByRole('button', { name: 'Sort', exact: true }).waitFor();
    await other.getByRole('button', { name: 'Grid view', exact: true }).click();
    await other.getByRole('menuitemradio', { name: 'Grid view copy' }).click();
    await other.getByText('Personal view of Ida').waitFor();
    await choose(other, 'Grid view copy', 'Duplicate view');
    await other.getByRole('button', { name: 'Grid view copy copy' }).waitFor();
    await other.getByRole('button', { name: 'Sort', exact: true }).waitFor();
    // Undo gives what was made one's own back to everybody.
    await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
    await other.getByRole('button', { name: 'Grid view copy copy' }).click();
    await other.getByRole('menuitemradio', { name: 'Grid view copy', exact: true }).click();
    await other.getByRole('button', { name: 'Sort', exact: true }).waitFor();
  });

  it('put records together that are the same in a field, and the others back when that is undone', async () => {
    const person = await newPerson(system, 'Ada');
    const { baseId } = await newBase(system, person, 'Shop', [
      {
        name: 'Paints',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Size', type: 'number', options: { precision: 0 } },
        ],
        records: [
          { Name: 'Red', Size: 2 },
          { Name: 'Blue', Size: 1 },
          { Name: 'Green', Size: 2 },
          { Name: 'White', Size: 1 },
        ],
      },
    ]);
    const page = await browser.page(system.baseUrl);
    await signIn(page, person, `/${baseId}`);
    const grid = new GridPage(page);
    await grid.ready();
    const shows = async (...names: string[]) => {
      for (const [row, name] of names.entries()) await grid.shows({ row, column: 'Name' }, name);
    };

    await page.getByRole('button', { name: 'Group', exact: true }).click();
    await page.getByRole('button', { name: 'Group by a field' }).click();
    await page.getByRole('combobox', { name: 'Group by' }).click();
    await page.getByRole('option', { name: 'Size' }).click();
    await shows('Blue', 'White', 'Red', 'Green');
    await page.getByRole('combobox', { name: 'Direction' }).click();
    await page.getByRole('option', { name: 'Descending' }).click();
    await shows('Red', 'Green', 'Blue', 'White');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Grouped by 1 field' }).waitFor();
    await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
    await shows('Blue', 'White', 'Red', 'Green');
  });
});
