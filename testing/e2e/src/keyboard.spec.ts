import { newBase, newPerson } from '@pyairtable/integration';
import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { TestBrowser } from './browser';
import { GridPage } from './grid-page';
import { signIn } from './sign-in';
import { until } from './until';

describe('a person without a mouse', () => {
  const system = inject('system');
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await TestBrowser.start();
  });
  afterAll(() => browser?.stop());

  const focused = (page: Page) =>
    page.evaluate(() => {
      const element = document.activeElement;
      // The page itself has the focus between the last tab stop and the first.
      if (!(element instanceof HTMLElement) || element === document.body) return '';
      return element.getAttribute('aria-label') ?? element.innerText.trim();
    });

  /** Presses Tab until what has the focus reads so. */
  async function tabTo(page: Page, name: RegExp): Promise<void> {
    const passed: string[] = [];
    for (let step = 0; step < 60; step += 1) {
      const now = await focused(page);
      if (name.test(now)) return;
      passed.push(now);
      await page.keyboard.press('Tab');
    }
    throw new Error(`no tab stop reads ${String(name)}; passed ${JSON.stringify(passed)}`);
  }

  it('gets from the sign-in page to an edited cell', async () => {
    const person = await newPerson(system, 'Kim');
    const { baseId } = await newBase(system, person, 'Garden', [
      {
        name: 'Plants',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Height', type: 'number', options: { precision: 0 } },
        ],
        records: [{ Name: 'Fern', Height: 40 }, { Name: 'Ivy' }],
      },
    ]);
    const page = await browser.page(system.baseUrl);
    await page.goto('/');
    await page.waitForURL(/\/sign-in/);
    // The first box has the focus.
    await page.getByLabel('E-mail').and(page.locator(':focus')).waitFor();
    await page.keyboard.type(person.email);
    await page.keyboard.press('Tab');
    await page.keyboard.type(person.password);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${system.baseUrl}/`);
    await page.getByRole('link', { name: 'Garden' }).first().waitFor();
    await tabTo(page, /Garden$/);
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(baseId));

    const grid = new GridPage(page);
    await grid.ready();
    // The grid has the focus, on its first cell; it is left and reached by Tab.
    await page.locator('[data-grid-focus]:focus').waitFor({ state: 'attached' });
    await page.keyboard.press('Shift+Tab');
    await page.locator('[data-grid-focus]:focus').waitFor({ state: 'detached' });
    await tabTo(page, /^Plants, /);
    await grid.press('ArrowDown', 'ArrowRight', 'Enter');
    await page.keyboard.type('12x');
    await page.keyboard.press('Enter');
    // Refused text stays open with its reason.
    await page.getByRole('alert').filter({ hasText: /12x/ }).waitFor();
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Enter');
    await grid.shows({ row: 1, column: 'Height' }, '12');

    await grid.press('ArrowUp', ' ');
    await page.getByRole('region', { name: /^Record / }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('region', { name: /^Record / }).waitFor({ state: 'detached' });
    await page.locator('[data-grid-focus]:focus').waitFor({ state: 'attached' });

    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await until(async () => {
      const stored = await fetch(`${system.baseUrl}/v0/${baseId}/Plants`, {
        headers: { authorization: `Bearer ${person.token}` },
      });
      expect(await stored.json()).toMatchObject({
        records: [{ fields: { Name: 'Fern', Height: 40 } }, { fields: { Name: 'Ivy', Height: 12 } }],
      });
    });
  });

  it('keeps what is typed in an open record that is left for the next one or closed', async () => {
    const person = await newPerson(system, 'Ada');
    const { baseId } = await newBase(system, person, 'Garden', [
      {
        name: 'Plants',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Height', type: 'number', options: { precision: 0 } },
        ],
        records: [{ Name: 'Fern' }, { Name: 'Ivy' }],
      },
    ]);
    const page = await browser.page(system.baseUrl);
    await signIn(page, person, `/${baseId}`);
    const grid = new GridPage(page);
    await grid.ready();
    await grid.home();
    await grid.press(' ');
    const record = (name: string) => page.getByRole('region', { name: `Record ${name}` });
    await record('Fern').getByRole('textbox', { name: 'Name' }).focus();
    await page.keyboard.type(' tree');
    await grid.press('Alt+ArrowDown');
    await record('Ivy').getByRole('textbox', { name: 'Height' }).focus();
    await page.keyboard.type('7');
    await grid.press('Escape');
    await record('Ivy').waitFor({ state: 'detached' });
    await grid.shows({ row: 0, column: 'Name' }, 'Fern tree');
    await grid.shows({ row: 1, column: 'Height' }, '7');
  });
});
