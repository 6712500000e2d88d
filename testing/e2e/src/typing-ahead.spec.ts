import { newBase, newPerson, type Person } from '@pyairtable/integration';
import type { Locator, Page } from 'playwright-core';
import { inject } from 'vitest';
import { TestBrowser } from './browser';
import { GridPage } from './grid-page';
import { rush } from './rush';
import { signIn } from './sign-in';
import { until } from './until';

const STAGES = { choices: [{ name: 'Open' }, { name: 'Done' }] };

describe('somebody who types without pause', () => {
  const system = inject('system');
  let browser: TestBrowser;
  let person: Person;
  let page: Page;
  let grid: GridPage;
  let baseId: string;
  beforeAll(async () => {
    browser = await TestBrowser.start();
    person = await newPerson(system, 'Kit');
    const base = await newBase(system, person, 'Garden', [
      {
        name: 'Plants',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Note', type: 'singleLineText' },
          { name: 'Stage', type: 'singleSelect', options: STAGES },
          { name: 'Planted', type: 'date', options: { dateFormat: { name: 'iso' } } },
        ],
        records: [{ Name: 'Fern', Note: 'kept' }, { Name: 'Ivy' }],
      },
    ]);
    baseId = base.baseId;
    page = await browser.page(system.baseUrl);
    await signIn(page, person);
    grid = new GridPage(page);
  });
  afterAll(() => browser?.stop());
  beforeEach(async () => {
    await grid.open(baseId);
    await grid.home();
    await grid.press('ArrowRight');
  });

  const records = async (): Promise<{ fields: Record<string, unknown> }[]> => {
    const answer = await fetch(`${system.baseUrl}/v0/${baseId}/Plants`, {
      headers: { authorization: `Bearer ${person.token}` },
    });
    return ((await answer.json()) as { records: { fields: Record<string, unknown> }[] }).records;
  };
  const letters = (text: string): string[] => [...text];

  /** Whether the cell that was active has what it had; a dialog hides the grid from assistive technology, not from here. */
  const keeps = async (): Promise<boolean> => {
    const row = page.locator('[role=grid] [role=row][aria-rowindex="2"] [role=gridcell]');
    return (await row.allTextContents()).includes('kept');
  };

  /** The box has just the text, and the cell that was active has what it had. */
  async function went(text: string, box: Locator): Promise<void> {
    await box.waitFor();
    await page.waitForFunction(([element, wanted]) => (element as HTMLInputElement).value === wanted, [
      await box.elementHandle(),
      text,
    ] as const);
    expect(await keeps()).toBe(true);
  }

  const menuItem = async (name: string): Promise<void> => {
    await grid.press('Alt+ArrowDown');
    await page.getByRole('menuitem', { name }).hover();
    await page.locator(`[role=menuitem][data-highlighted]`, { hasText: name }).waitFor();
  };
  const focused = async (button: Locator): Promise<void> => button.focus();

  it('is heard by the palette, the first time too', async () => {
    await rush(page, 'Control+k', ...letters('reverse'));
    await went('reverse', page.getByPlaceholder('Type a command'));
  });

  it.each(['Edit field', 'Insert field before', 'Insert field after'])('is heard by “%s”', async (name) => {
    await menuItem(name);
    await rush(page, 'Enter', ...letters('Total'));
    await went('Total', page.getByLabel('Field name'));
  });

  it('is heard by the form for a new field, from the palette and from the header', async () => {
    await rush(page, 'Control+k', ...letters('add a field'));
    await page.getByRole('option', { name: 'Add a field' }).waitFor();
    await rush(page, 'Enter', ...letters('Height'));
    await went('Height', page.getByLabel('Field name'));
  });

  it.each<[string, string, string]>([
    ['Add a table', 'Tools', 'Name'],
    ['Share', 'ivy@garden.example', 'E-mail'],
  ])('is heard by what “%s” opens', async (button, text, label) => {
    await focused(page.getByRole('button', { name: button, exact: true }).first());
    await rush(page, 'Enter', ...letters(text));
    await went(text, page.getByRole('dialog').getByLabel(label).first());
  });

  it('is heard by the form for a new token', async () => {
    await page.goto('/settings?tab=tokens');
    const open = page.getByRole('button', { name: /token$/i }).first();
    await open.waitFor();
    await focused(open);
    await rush(page, 'Enter', ...letters('script'));
    const box = page.getByRole('dialog').getByRole('textbox').first();
    await box.waitFor();
    expect(await box.inputValue()).toBe('script');
  });

  it.each<[string, string[]]>([
    ['an opened record', [' ', 'x', 'y']],
    ['the menu of a record', ['Shift+F10', 'x', 'y']],
    ['the menu of a column', ['Alt+ArrowDown', 'x', 'y']],
    ['the map of keys', ['Control+/', 'x', 'y']],
  ])('does not reach the grid from %s', async (_what, keys) => {
    await rush(page, ...keys);
    await page
      .getByRole('region', { name: /^Record / })
      .or(page.getByRole('menu'))
      .or(page.getByRole('dialog'))
      .first()
      .waitFor();
    expect(await keeps()).toBe(true);
    expect((await records())[0]?.fields['Note']).toBe('kept');
  });

  it('is heard by the pickers of the grid and of an open record', async () => {
    await grid.press('ArrowRight');
    await rush(page, ...letters('don'));
    await went('don', page.getByRole('combobox', { name: 'Stage' }));
    await rush(page, 'Enter');
    await grid.shows({ row: 0, column: 'Stage' }, 'Done');
    await rush(page, ' ');
    const stage = page.getByRole('region', { name: /^Record / }).getByRole('button', { name: 'Stage' });
    await focused(stage);
    await rush(page, 'Enter', ...letters('op'));
    await went('op', page.getByRole('combobox', { name: 'Stage' }));
  });

  it('fills the records that Shift-Enter adds, not the row above', async () => {
    const names = Array.from({ length: 7 }, (_, at) => `Scan ${at}`);
    await rush(page, ...names.flatMap((name) => ['Shift+Enter', ...letters(name), 'Enter']));
    await grid.hasRecords(9);
    await grid.shows({ row: 8, column: 'Name' }, 'Scan 6');
    await until(async () => {
      const found = await records();
      expect(found.map(({ fields }) => fields['Name'])).toEqual(['Fern', 'Ivy', ...names]);
      expect(found[0]?.fields['Note']).toBe('kept');
    });
  });
});
