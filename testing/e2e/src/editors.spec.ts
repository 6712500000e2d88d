import { newBase, newPerson } from '@pyairtable/integration';
import type { Locator } from 'playwright-core';
import { inject } from 'vitest';
import { TestBrowser } from './browser';
import { GridPage } from './grid-page';
import { signIn } from './sign-in';

describe('the editors of cells', () => {
  const system = inject('system');
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await TestBrowser.start();
  });
  afterAll(() => browser?.stop());

  it('stay within the grid while they grow, wherever their cell is', async () => {
    const person = await newPerson(system, 'Eva');
    const choices = Array.from({ length: 12 }, (_, at) => ({ name: `Stage ${at}` }));
    const { baseId } = await newBase(system, person, 'Garden', [
      {
        name: 'Plants',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Stage', type: 'singleSelect', options: { choices } },
        ],
        records: Array.from({ length: 40 }, (_, at) => ({ Name: `Plant ${at}` })),
      },
    ]);
    const asked = (method: string, path: string, body?: object) =>
      fetch(`${system.baseUrl}/v0/meta/bases/${baseId}/${path}`, {
        method,
        headers: { authorization: `Bearer ${person.token}`, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      }).then((answer) => answer.json());
    const { tables } = (await asked('GET', 'tables')) as { tables: { id: string }[] };
    const plants = tables[0]?.id ?? '';
    await asked('POST', `tables/${plants}/fields`, {
      name: 'Beside',
      type: 'multipleRecordLinks',
      options: { linkedTableId: plants },
    });
    const page = await browser.page(system.baseUrl);
    await signIn(page, person, `/${baseId}`);
    const grid = new GridPage(page);
    await grid.ready();

    /** How far the open editor reaches beyond the grid. */
    const beyond = async (editor: Locator): Promise<number> => {
      const [bounds, box] = await Promise.all([
        page.locator('[data-grid]').boundingBox(),
        editor.locator('xpath=ancestor::*[contains(@class, "shadow-popover")]').boundingBox(),
      ]);
      if (!bounds || !box) return Number.NaN;
      return Math.max(0, bounds.y - box.y, box.y + box.height - bounds.y - bounds.height);
    };
    for (const [column, first] of [
      ['Stage', 'Stage 0'],
      ['Beside', 'Plant 0'],
    ] as const) {
      await grid.home();
      for (let at = 2; at < (await grid.columnIndex(column)); at++) await grid.press('ArrowRight');
      for (let row = 0; row < 16; row++) {
        // Nothing is found by the letter at first.
        await grid.press('~');
        const search = page.getByRole('combobox', { name: column });
        await search.waitFor();
        await expect.poll(() => beyond(search)).toBe(0);
        await grid.press('Backspace');
        await page.getByRole('option', { name: first, exact: true }).waitFor();
        await expect.poll(() => beyond(search)).toBe(0);
        await grid.press('Escape', 'ArrowDown');
      }
    }
  });
});
