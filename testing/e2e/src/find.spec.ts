import { newBase, newPerson } from '@pyairtable/integration';
import { inject } from 'vitest';
import { TestBrowser } from './browser';
import { GridPage } from './grid-page';
import { signIn } from './sign-in';

const PLANTS = 400;

describe('finding in a view', () => {
  const system = inject('system');
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await TestBrowser.start();
  });
  afterAll(() => browser?.stop());

  it('counts what cells show, goes from one to the next by key, and stays true while others write', async () => {
    const person = await newPerson(system, 'Ona');
    const { baseId } = await newBase(system, person, 'Garden', [
      {
        name: 'Plants',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Height', type: 'currency', options: { precision: 2, symbol: '€' } },
        ],
        records: Array.from({ length: PLANTS }, (_, number) => ({
          Name: number === 350 ? 'Crème Oak' : `Plant ${1_000 + number}`,
          Height: number === 20 ? 1234.5 : 1,
        })),
      },
    ]);
    const page = await browser.page(system.baseUrl);
    await signIn(page, person, `/${baseId}`);
    const grid = new GridPage(page);
    await grid.ready();
    await grid.home();

    await grid.press('Control+f');
    const input = page.getByRole('textbox', { name: 'Find in view' });
    const says = (text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();
    await input.fill('creme');
    await says('1 of 1');
    await grid.activeRow(350);
    await grid.shows({ row: 350, column: 'Name' }, 'Crème Oak');

    await input.fill('1,234.50');
    await says('1 of 1');
    await grid.activeRow(20);

    await input.fill('plant 13');
    await says('1 of 99');
    await grid.activeRow(300);
    await grid.press('Enter');
    await says('2 of 99');
    await grid.activeRow(301);
    await grid.press('Shift+Enter', 'Shift+Enter');
    await says('99 of 99');
    await grid.activeRow(399);
    await page.getByRole('button', { name: 'Next match' }).click();
    await says('1 of 99');

    const other = await browser.page(system.baseUrl);
    await signIn(other, person, `/${baseId}`);
    const theirs = new GridPage(other);
    await theirs.ready();
    await theirs.home();
    await other.keyboard.type('Plant 13 of theirs');
    await theirs.press('Enter');
    await says('2 of 100');
    await grid.activeRow(300);

    await input.fill('nowhere');
    await says('No matches');
    await input.focus();
    await grid.press('Escape');
    await input.waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.hasAttribute('data-grid-focus'));
    await grid.press('ArrowDown');
    await grid.activeRow(301);

    await grid.press('Control+k');
    await page.keyboard.type('Find in view');
    await grid.press('Enter');
    await input.waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute('placeholder') === 'Find in view');

    await grid.press('Control+k');
    await page.keyboard.type('1,234.5');
    await page.getByRole('option', { name: 'Plant 1020 · Height' }).click();
    await page.getByRole('heading', { name: 'Plant 1020' }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('opens the group that a found cell is folded away in', async () => {
    const person = await newPerson(system, 'Udo');
    const { baseId } = await newBase(system, person, 'Garden', [
      {
        name: 'Plants',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Alive', type: 'checkbox', options: { icon: 'check', color: 'greenBright' } },
        ],
        records: [{ Name: 'Fern' }, { Name: 'Oak', Alive: true }, { Name: 'Moss' }],
      },
    ]);
    const page = await browser.page(system.baseUrl);
    await signIn(page, person, `/${baseId}`);
    const grid = new GridPage(page);
    await grid.ready();
    await page.getByRole('button', { name: 'Group', exact: true }).click();
    await page.getByRole('button', { name: 'Group by a field' }).click();
    await page.getByRole('button', { name: 'Collapse all' }).click();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+f');
    await page.getByRole('textbox', { name: 'Find in view' }).fill('oak');
    await grid.activeRow(2);
    await grid.shows({ row: 2, column: 'Name' }, 'Oak');
  });
});
