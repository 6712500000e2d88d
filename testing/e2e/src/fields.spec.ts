import { newBase, newPerson } from '@pyairtable/integration';
import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { TestBrowser } from './browser';
import { GridPage } from './grid-page';
import { signIn } from './sign-in';
import { until } from './until';

describe('whoever shapes the fields of a table', () => {
  const system = inject('system');
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await TestBrowser.start();
  });
  afterAll(() => browser?.stop());

  const plants = {
    name: 'Plants',
    fields: [
      { name: 'Name', type: 'singleLineText' },
      { name: 'Height', type: 'singleLineText' },
      { name: 'Half', type: 'formula', options: { formula: '{Name} & "/2"' } },
      { name: 'Place', type: 'singleSelect', options: { choices: [{ name: 'Sun' }, { name: 'Shade' }] } },
    ],
    records: [
      { Name: 'Fern', Height: '12', Place: 'Shade' },
      { Name: 'Oak', Height: '900.5' },
      { Name: 'Moss', Height: 'low' },
    ],
  };

  async function open(who: string): Promise<{ page: Page; grid: GridPage }> {
    const person = await newPerson(system, who);
    const { baseId } = await newBase(system, person, 'Garden', [plants]);
    const page = await browser.page(system.baseUrl);
    await signIn(page, person);
    const grid = new GridPage(page);
    await grid.open(baseId);
    await grid.home();
    return { page, grid };
  }
  const menu = async ({ page, grid }: { page: Page; grid: GridPage }, item: string) => {
    await grid.press('Alt+ArrowDown');
    await page.getByRole('menuitem', { name: item }).click();
  };

  it('is told what another type makes of the cells, and gives it', async () => {
    const { page, grid } = await open('Ivo');
    await grid.press('ArrowRight');
    await menu({ page, grid }, 'Edit field');
    await page.getByRole('button', { name: /Change$/ }).click();
    await page.getByLabel('Find a field type').fill('numb');
    await page.keyboard.press('Enter');
    const told = page.getByRole('region', { name: 'What becomes of the cells' });
    // Whole numbers: one cell is shown another way, and one is none.
    await told.getByText('1 will be emptied', { exact: false }).waitFor();
    await told.getByRole('listitem').filter({ hasText: 'low' }).getByText('empty').waitFor();
    // Nothing was done yet.
    await grid.shows({ row: 2, column: 'Height' }, 'low');
    await page.getByRole('button', { name: 'Change type, empty 1 cell' }).click();
    await page.getByText('“Height” is of type Number now').first().waitFor();
    await grid.shows({ row: 0, column: 'Height' }, '12');
    await grid.shows({ row: 2, column: 'Height' }, 'empty');
  });

  it('has choices back that were taken out, in their cells too', async () => {
    const { page, grid } = await open('Noa');
    await grid.press('ArrowRight', 'ArrowRight', 'ArrowRight');
    await menu({ page, grid }, 'Edit field');
    const form = page.getByRole('dialog', { name: 'Edit Place' });
    await form.getByRole('button', { name: 'Remove Shade', exact: true }).click();
    await form.getByRole('button', { name: 'Save', exact: true }).click();
    await form.waitFor({ state: 'detached' });
    await grid.shows({ row: 0, column: 'Place' }, 'empty');
    await page.keyboard.press('Control+z');
    await grid.shows({ row: 0, column: 'Place' }, 'Shade');
    await page.keyboard.press('Control+Shift+z');
    await grid.shows({ row: 0, column: 'Place' }, 'empty');
  });

  it('copies a field with its cells, beside it', async () => {
    const { page, grid } = await open('Una');
    await grid.press('ArrowRight');
    await menu({ page, grid }, 'Duplicate field');
    const copy = grid.grid.getByRole('columnheader', { name: 'Height copy', exact: true });
    await copy.waitFor({ state: 'attached' });
    await grid.shows({ row: 1, column: 'Height copy' }, '900.5');
    await until(async () =>
      expect(await grid.columnIndex('Height copy')).toBe((await grid.columnIndex('Height')) + 1),
    );
  });

  it('is asked for what a new record must have', async () => {
    const { page, grid } = await open('Rosa');
    await grid.press('ArrowRight');
    await menu({ page, grid }, 'Edit field');
    await page.getByRole('checkbox', { name: /^Required/ }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('dialog', { name: /^Edit Height/ }).waitFor({ state: 'detached' });
    await grid.home();
    await grid.press('Shift+Enter');
    await page.getByRole('dialog', { name: 'New record in Plants' }).waitFor();
    await page.keyboard.type('45');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Add record', exact: true }).click();
    await grid.hasRecords(4);
    await grid.shows({ row: 3, column: 'Height' }, '45');
    // What it holds cannot be taken away.
    await grid.press('ArrowRight', 'Delete');
    await page.getByText('“Height” is required and cannot be left empty.').first().waitFor();
    await grid.shows({ row: 3, column: 'Height' }, '45');
  });

  it('is told why nothing can be typed into a computed cell', async () => {
    const { page, grid } = await open('Ole');
    await grid.press('ArrowRight', 'ArrowRight');
    await page.keyboard.type('7');
    await page.getByText('“Half” is computed.', { exact: false }).first().waitFor();
    await grid.shows({ row: 0, column: 'Half' }, 'Fern/2');
  });
});
