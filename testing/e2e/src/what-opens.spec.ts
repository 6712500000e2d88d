import { newBase, newPerson } from '@pyairtable/integration';
import { inject } from 'vitest';
import { TestBrowser } from './browser';
import { GridPage } from './grid-page';
import { signIn } from './sign-in';
import { BUTTONS, COMMANDS } from './what-opens';

describe('the list of what opens, which others go through', () => {
  const system = inject('system');
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await TestBrowser.start();
  });
  afterAll(() => browser?.stop());

  it('has all commands and buttons of the page of a base', async () => {
    const person = await newPerson(system, 'Lis');
    const { baseId } = await newBase(system, person, 'Garden', [
      {
        name: 'Plants',
        fields: [{ name: 'Name', type: 'singleLineText' }],
        records: [{ Name: 'Fern' }],
      },
    ]);
    const page = await browser.page(system.baseUrl);
    await signIn(page, person);
    const grid = new GridPage(page);
    await grid.open(baseId);
    const buttons = await page
      .locator('main [aria-haspopup]:visible')
      .evaluateAll((found) =>
        found.map(
          (element) => element.getAttribute('aria-label') ?? (element as HTMLElement).innerText.trim(),
        ),
      );
    expect(buttons.filter((name) => name !== 'Options of Plants').sort()).toEqual(
      [...BUTTONS.telling].sort(),
    );
    // Groups have commands of their own.
    await page.getByRole('button', { name: 'Group', exact: true }).click();
    await page.getByRole('button', { name: 'Group by a field' }).click();
    await page.getByRole('button', { name: 'Grouped by 1 field' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.getByRole('option', { name: 'Collapse all groups' }).waitFor();
    const commands = await page
      .getByRole('option')
      .evaluateAll((found) =>
        found.map((element) =>
          (element as HTMLElement).innerText.split('\n').find((line) => line.length > 1),
        ),
      );
    const known = [...COMMANDS.opening, ...COMMANDS.others, 'Plants', 'Garden'];
    expect(commands.sort()).toEqual(known.sort());
  });

  it('gives the keyboard back, to the grid where what opened it is gone', async () => {
    const person = await newPerson(system, 'Moe');
    const tables = ['Plants', 'Pots'].map((name) => ({
      name,
      fields: ['Name', 'Note', 'More'].map((field) => ({ name: field, type: 'singleLineText' })),
      records: ['Fern', 'Ivy', 'Oak'].map((Name) => ({ Name })),
    }));
    const { baseId } = await newBase(system, person, 'Garden', tables);
    const page = await browser.page(system.baseUrl);
    await signIn(page, person);
    const grid = new GridPage(page);
    await grid.open(baseId);
    const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true }).first().click();
    const item = (name: string) => page.getByRole('menuitem', { name, exact: true }).click();
    const confirm = (name: string) =>
      page
        .getByRole('dialog', { name: /^Delete/ })
        .getByRole('button', { name })
        .click();
    const rowMenu = async () => {
      const box = await grid.grid.locator('..').boundingBox();
      await page.mouse.click((box?.x ?? 0) + 120, (box?.y ?? 0) + 34 + 48, { button: 'right' });
      await page.getByRole('menu').waitFor();
    };
    const acts: Record<string, [to: string, act: () => Promise<void>]> = {
      'a menu that is left by a press beside it': [
        'grid',
        async () => {
          await rowMenu();
          await page.mouse.click(700, 600);
        },
      ],
      'a record that is deleted from its menu': [
        'grid',
        async () => {
          await rowMenu();
          await item('Delete record');
        },
      ],
      'a notice whose Undo is pressed': ['grid', () => button('Undo')],
      'a record that is deleted while it is open': [
        'grid',
        async () => {
          await grid.home();
          await page.keyboard.press('Space');
          await button('More');
          await item('Delete record');
        },
      ],
      'a field that is deleted from its menu': [
        'grid',
        async () => {
          await grid.home();
          await grid.press('ArrowRight', 'ArrowRight', 'Alt+ArrowDown');
          await item('Delete field');
          await confirm('Delete field');
        },
      ],
      'a view that is deleted from its menu': [
        'Grid view',
        async () => {
          await button('Grid view');
          await item('Duplicate view');
          await button('Grid view copy');
          await item('Delete view');
        },
      ],
      'the form of a table that is not renamed': [
        'Options of Plants',
        async () => {
          await button('Options of Plants');
          await item('Rename table');
          await page.getByRole('dialog', { name: 'Rename table' }).waitFor();
          await page.keyboard.press('Escape');
        },
      ],
      'a table that is deleted from its menu': [
        'grid',
        async () => {
          await button('Options of Plants');
          await item('Delete table');
          await confirm('Delete table');
        },
      ],
    };
    const whoHas = () =>
      page.evaluate(() => {
        const { activeElement: has, body } = document;
        if (!has || has === body) return 'nobody';
        return has.matches('[data-grid-focus]')
          ? 'grid'
          : (has.getAttribute('aria-label') ?? (has as HTMLElement).innerText);
      });
    for (const [name, [to, act]] of Object.entries(acts)) {
      await act();
      await expect.poll(async () => `${name}: ${await whoHas()}`).toBe(`${name}: ${to}`);
    }
  });
});
