import { newBase, newPerson } from '@pyairtable/integration';
import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { TestBrowser } from './browser';
import { GridPage } from './grid-page';
import { signIn } from './sign-in';
import { until } from './until';

/** What the heads say, a sign for those that are collapsed before. */
const headsOf = (page: Page) =>
  page
    .locator('[role=treegrid] [role=row][aria-expanded]')
    .evaluateAll((rows) =>
      rows.map(
        (row) =>
          (row.getAttribute('aria-expanded') === 'true' ? '' : '+ ') +
          [...row.children].map(({ textContent }) => textContent).join('; '),
      ),
    );

describe('a view in groups', () => {
  const system = inject('system');
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await TestBrowser.start();
  });
  afterAll(() => browser?.stop());

  it('counts and sums what stands together, folds for each person, and follows what others write', async () => {
    const person = await newPerson(system, 'Rut');
    const { baseId } = await newBase(system, person, 'Work', [
      {
        name: 'Tasks',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          {
            name: 'State',
            type: 'singleSelect',
            options: { choices: ['Todo', 'Doing', 'Done'].map((name) => ({ name })) },
          },
          { name: 'Points', type: 'number', options: { precision: 0 } },
        ],
        records: [
          { Name: 'Apple', State: 'Todo', Points: 1 },
          { Name: 'Birch', State: 'Doing', Points: 2 },
          { Name: 'Cedar', State: 'Todo', Points: 3 },
          { Name: 'Daisy', State: 'Done', Points: 4 },
        ],
      },
    ]);
    const [page, otherPage] = await Promise.all([browser.page(system.baseUrl), browser.page(system.baseUrl)]);
    const [grid, other] = [new GridPage(page), new GridPage(otherPage)];
    for (const { page: one } of [grid, other]) await signIn(one, person, `/${baseId}`);
    await Promise.all([grid.ready(), other.ready()]);
    const says = (...heads: string[]) => until(async () => expect(await headsOf(page)).toEqual(heads));

    await page.getByRole('button', { name: 'Group', exact: true }).click();
    await page.getByRole('button', { name: 'Group by a field' }).click();
    await page.getByRole('combobox', { name: 'Group by' }).click();
    await page.getByRole('option', { name: 'State' }).click();
    await says('State: Todo, 2 records', 'State: Doing, 1 record', 'State: Done, 1 record');
    await page.getByRole('button', { name: 'Collapse all' }).click();
    await says('+ State: Todo, 2 records', '+ State: Doing, 1 record', '+ State: Done, 1 record');
    await page.getByRole('button', { name: 'Expand all' }).click();
    await says('State: Todo, 2 records', 'State: Doing, 1 record', 'State: Done, 1 record');
    await page.keyboard.press('Escape');

    // The head of the first record's group, by key.
    await grid.home();
    await grid.press('ArrowUp', 'Enter');
    await says('+ State: Todo, 2 records', 'State: Doing, 1 record', 'State: Done, 1 record');
    await until(async () => expect(await grid.text({ row: 0, column: 'Name' })).toBeNull());

    // Nobody else's groups are folded with it.
    await until(async () => expect((await headsOf(otherPage))[0]).toBe('State: Todo, 2 records'));
    await other.home();
    await other.press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight', 'Enter');
    await otherPage.keyboard.type('Done');
    await otherPage.getByRole('option', { name: 'Done' }).waitFor();
    await other.press('Enter', 'Control+Home');
    await says('+ State: Todo, 2 records', 'State: Done, 2 records');
    await grid.shows({ row: 2, column: 'Name' }, 'Birch');
    await until(async () =>
      expect(await headsOf(otherPage)).toEqual(['State: Todo, 2 records', 'State: Done, 2 records']),
    );

    await grid.press('ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight', 'Alt+ArrowUp');
    await page.getByRole('menuitemradio', { name: 'Sum', exact: true }).click();
    await says('+ State: Todo, 2 records; Sum 4', 'State: Done, 2 records; Sum 6');
    await page.getByRole('treegrid').getByRole('gridcell', { name: 'Sum 10' }).waitFor({ state: 'attached' });
    await grid.press('Control+z');
    await says('+ State: Todo, 2 records', 'State: Done, 2 records');
    await grid.press('Control+Shift+z');
    await says('+ State: Todo, 2 records; Sum 4', 'State: Done, 2 records; Sum 6');

    await page.reload();
    await grid.ready();
    await says('+ State: Todo, 2 records; Sum 4', 'State: Done, 2 records; Sum 6');

    // A record made in a group is of it, and stays there while it is filled in.
    await grid.press('Control+Home', 'Shift+Enter');
    await says('+ State: Todo, 2 records; Sum 4', 'State: Done, 3 records; Sum 6');
    await grid.activeRow(4);
    await page.keyboard.type('Elder');
    await grid.press('Enter');
    await grid.shows({ row: 4, column: 'State' }, 'Done');
    await until(async () =>
      expect(await headsOf(otherPage)).toEqual([
        'State: Todo, 2 records; Sum 4',
        'State: Done, 3 records; Sum 6',
      ]),
    );

    // By key to the group above, which is folded.
    await grid.press('Control+Home', 'Alt+Shift+ArrowUp');
    await says('+ State: Todo, 3 records; Sum 6', 'State: Done, 2 records; Sum 4');
    await grid.press('Control+z');
    await says('+ State: Todo, 2 records; Sum 4', 'State: Done, 3 records; Sum 6');
  });
});
