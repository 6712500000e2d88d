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
});
