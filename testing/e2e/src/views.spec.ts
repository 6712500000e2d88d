import { newBase, newPerson } from '@pyairtable/integration';
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
      const names = await page.getByRole('menuitemradio').allInnerTexts();
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
