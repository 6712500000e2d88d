import { randomUUID } from 'node:crypto';
import { newPerson } from '@pyairtable/integration';
import { inject } from 'vitest';
import { TestBrowser } from './browser';
import { GridPage } from './grid-page';
import { signUp } from './sign-in';

describe('a new person', () => {
  const system = inject('system');
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await TestBrowser.start();
  });
  afterAll(() => browser?.stop());

  it('is not told that their password is at fault when the address is taken, nor that it is taken', async () => {
    const person = await newPerson(system, 'Wim');
    const page = await browser.page(system.baseUrl);
    await page.goto('/sign-up');
    await page.getByLabel('Name').fill('Wim');
    await page.getByLabel('E-mail').fill(person.email);
    await page.getByLabel('Password', { exact: true }).fill('long enough, surely');
    await page.keyboard.press('Enter');
    const alert = page.locator('form').getByRole('alert');
    const said = await alert.textContent();
    expect(said).toContain('could not be created with this address');
    expect(said).not.toMatch(/password|taken|exists|already/i);
    await alert.getByRole('link', { name: 'Sign in' }).click();
    await page.waitForURL(/\/sign-in/);
  });

  it('comes from an empty home into a base with data', async () => {
    const page = await browser.page(system.baseUrl);
    await signUp(page, { name: 'Ada', email: `${randomUUID()}@example.com`, password: randomUUID() });
    await page.getByRole('heading', { name: 'No bases yet' }).waitFor();
    await page.getByRole('button', { name: 'Open a sample base' }).click();
    const grid = new GridPage(page);
    await page.getByRole('grid').waitFor();
    await grid.ready();
    await grid.shows({ row: 0, column: 'Name' }, 'Plan the launch');
    await grid.shows({ row: 0, column: 'Status' }, 'Done');
    await grid.shows({ row: 1, column: 'Done by' }, 'Grace');
    await page.getByRole('link', { name: 'Home' }).click();
    await page
      .getByRole('link', { name: /Launch plan/ })
      .first()
      .waitFor();
    await page.getByText('No bases yet').waitFor({ state: 'detached' });
  });
});
