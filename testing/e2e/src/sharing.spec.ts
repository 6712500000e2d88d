import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { TestBrowser } from './browser';
import { GridPage } from './grid-page';
import { signUp } from './sign-in';

const newcomer = (name: string) => ({ name, email: `${randomUUID()}@example.com`, password: randomUUID() });

describe('sharing a base', () => {
  const system = inject('system');
  const [mia, noor] = [newcomer('Mia Kern'), newcomer('Noor Haddad')];
  let browser: TestBrowser;
  let mias: Page;
  let noors: Page;
  beforeAll(async () => {
    browser = await TestBrowser.start();
    [mias, noors] = await Promise.all([browser.page(system.baseUrl), browser.page(system.baseUrl)]);
  });
  afterAll(() => browser?.stop());

  const dialog = () => mias.getByRole('dialog', { name: 'Share “Garden”' });
  const add = async (email: string) => {
    await dialog().getByLabel('E-mail of the person to add').fill(email);
    await mias.keyboard.press('Enter');
  };

  it('lets two people who have just signed up work in one base, until one removes the other', async () => {
    await signUp(mias, mia);
    await mias.getByRole('button', { name: 'New base' }).click();
    await mias.getByLabel('Name').fill('Garden');
    await mias.keyboard.press('Enter');
    const first = new GridPage(mias);
    const entry = dialog().getByRole('listitem').filter({ hasText: noor.name });
    await mias.getByRole('grid').waitFor();

    await mias.getByRole('button', { name: 'Share', exact: true }).click();
    await dialog().getByText('Only you can open this base so far').waitFor();
    await add(noor.email);
    await dialog().getByText('No one with this address has signed in here yet.').waitFor();
    expect(await dialog().getByLabel('E-mail of the person to add').inputValue()).toBe(noor.email);
    await signUp(noors, noor);
    // What her home asked for before it was shared is answered, so that coming back asks anew.
    await noors.getByText('No bases yet').waitFor();
    await add(` ${noor.email.toUpperCase()}`);
    await entry.waitFor();
    await mias.keyboard.press('Escape');
    await mias.locator('[aria-label=Share]:focus').waitFor();

    // Noor's home was open all the while; she comes back to it.
    await noors.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
    await noors.getByRole('link', { name: 'Garden' }).first().click();
    const second = new GridPage(noors);
    await noors.getByRole('grid').waitFor();
    await mias.getByRole('img', { name: 'Noor Haddad' }).waitFor();
    await mias.locator('[data-grid-focus]').focus();
    await first.press('Shift+Enter');
    await second.hasRecords(1);
    await second.ready();
    await second.home();
    await noors.keyboard.type('Tulips');
    await second.press('Enter');
    await first.shows({ row: 0, column: 'Name' }, 'Tulips');

    await first.press('Escape', 'Control+k');
    await mias.getByPlaceholder(/./).fill('share');
    await mias.keyboard.press('Enter');
    await dialog().getByRole('button', { name: 'Remove Noor Haddad' }).click();
    await noors.getByText('You no longer have access to this base').waitFor();
    expect(await noors.getByRole('grid').count()).toBe(0);
    await noors.getByRole('link', { name: 'Go home' }).click();
    await noors.getByText('No bases yet').waitFor();

    await mias.getByText('Noor Haddad was removed').waitFor();
    await mias.getByRole('button', { name: 'Undo' }).last().click();
    await entry.getByText('Editor').waitFor();
    await noors.reload();
    await noors.getByRole('link', { name: 'Garden' }).first().click();
    await second.ready();
    await noors.getByRole('button', { name: 'Share', exact: true }).click();
    await noors.getByRole('button', { name: 'Leave base' }).click();
    await noors
      .getByRole('dialog', { name: 'Leave “Garden”?' })
      .getByRole('button', { name: 'Leave base' })
      .click();
    await noors.getByText('You left “Garden”').waitFor();
    await noors.getByText('No bases yet').waitFor();
    await entry.waitFor({ state: 'detached' });
  });
});
