import { newBase, newPerson } from '@pyairtable/integration';
import { inject } from 'vitest';
import { TestBrowser } from './browser';
import { GridPage } from './grid-page';
import { signIn } from './sign-in';

describe('whoever lets fields compute', () => {
  const system = inject('system');
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await TestBrowser.start();
  });
  afterAll(() => browser?.stop());

  const companies = {
    name: 'Companies',
    fields: [{ name: 'Company', type: 'singleLineText' }],
    records: [{ _k: 'acme', Company: 'Acme' }, { Company: 'Bolt' }],
  };
  const deals = {
    name: 'Deals',
    fields: [
      { name: 'Deal', type: 'singleLineText' },
      { name: 'Amount', type: 'number', options: { precision: 0 } },
      { name: 'Customer', type: 'multipleRecordLinks', options: { linkedTable: 'Companies' } },
    ],
    records: [
      { Deal: 'Pump', Amount: 10, Customer: ['acme'] },
      { Deal: 'Valve', Amount: 5, Customer: ['acme'] },
    ],
  };

  it('makes a formula, a lookup and a rollup, and sees their values follow what is typed', async () => {
    const person = await newPerson(system, 'Cleo');
    const { baseId } = await newBase(system, person, 'Sales', [companies, deals]);
    const page = await browser.page(system.baseUrl);
    await signIn(page, person);
    const grid = new GridPage(page);
    await grid.open(baseId);
    const header = (name: string) => grid.grid.getByRole('columnheader', { name, exact: true });
    const table = (name: string) =>
      page.getByRole('navigation', { name: 'Tables' }).getByText(name, { exact: true });
    const add = async (name: string, type: string, fill?: () => Promise<void>) => {
      await page.keyboard.press('Control+k');
      await page.getByPlaceholder('Type a command').fill('add a field');
      await page.keyboard.press('Enter');
      await page.getByLabel('Field name').fill(name);
      await page.getByRole('option', { name: new RegExp(`^${type}`) }).click();
      await fill?.();
      await page.getByRole('button', { name: 'Add field', exact: true }).click();
      await header(name).waitFor({ state: 'attached' });
    };

    await table('Deals').click();
    await header('Amount').waitFor({ state: 'attached' });
    await add('Twice', 'Formula', async () => {
      const formula = page.getByRole('textbox', { name: 'Formula' });
      await formula.pressSequentially('{De');
      await page.getByRole('option', { name: /^Deal/ }).waitFor();
      // The names that are offered leave what is wrong so far to be read.
      const wrong = await page.getByText(/^Problem at line 1/).boundingBox();
      const offered = await page.getByRole('listbox', { name: 'Suggestions' }).boundingBox();
      expect(wrong && offered && wrong.y + wrong.height <= offered.y).toBe(true);
      // One Escape closes the suggestions, and the form stays.
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+a');
      await formula.pressSequentially('{Am');
      await page.getByRole('option', { name: /^Amount/ }).waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.type(' * SUM');
      await page.getByRole('option', { name: /^SUM/ }).first().waitFor();
      await page.keyboard.press('Tab');
      // The parenthesis that came along is stepped over.
      await page.keyboard.type('2)');
      expect(await formula.inputValue()).toMatch(/ \* SUM\(2\)$/);
    });
    await grid.shows({ row: 0, column: 'Twice' }, '20');
    await add('Buyer', 'Lookup');
    await grid.shows({ row: 1, column: 'Buyer' }, 'Acme');

    await table('Companies').click();
    await header('Company').waitFor({ state: 'attached' });
    await add('Won', 'Rollup');
    await grid.shows({ row: 0, column: 'Won' }, '15');
    await grid.shows({ row: 1, column: 'Won' }, '0');

    await table('Deals').click();
    await header('Twice').waitFor({ state: 'attached' });
    await grid.home();
    await grid.press('ArrowRight');
    await page.keyboard.type('30');
    await grid.press('Enter');
    await grid.shows({ row: 0, column: 'Twice' }, '60');
    // A computed cell takes nothing that is typed.
    await grid.home();
    await grid.press('End');
    await page.keyboard.type('7');
    await table('Companies').click();
    await header('Won').waitFor({ state: 'attached' });
    await grid.shows({ row: 0, column: 'Won' }, '35');
  });

  it('reads why there are no records where those take too long to compute, beside the heads of their fields', async () => {
    const person = await newPerson(system, 'Cleo');
    const { baseId } = await newBase(system, person, 'Sales', [companies, deals]);
    // A worker would ask past the route.
    const page = await browser.page(system.baseUrl, { serviceWorkers: 'block' });
    await signIn(page, person);
    const grid = new GridPage(page);
    await grid.open(baseId);
    const message = 'This takes longer to compute than a request may.';
    await page.route(/\/rows\?/, (route) =>
      route.fulfill({ status: 422, json: { error: { type: 'QUERY_TOO_SLOW', message } } }),
    );
    await page.getByRole('navigation', { name: 'Tables' }).getByText('Deals', { exact: true }).click();
    await page.getByText('The records cannot be read').waitFor();
    await page.getByText(message).first().waitFor();
    await grid.grid.getByRole('columnheader', { name: 'Amount', exact: true }).waitFor({ state: 'attached' });
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Try again' }).click();
    await grid.hasRecords(2);
    await page.getByText(message).waitFor({ state: 'detached' });
  });
});
