import { newBase, newPerson } from '@pyairtable/integration';
import { inject } from 'vitest';
import { TestBrowser } from './browser';
import { GridPage } from './grid-page';
import { Relay } from './relay';
import { signIn } from './sign-in';

describe('without a connection', () => {
  const system = inject('system');
  let browser: TestBrowser;
  let wire: Relay;
  beforeAll(async () => {
    browser = await TestBrowser.start();
    wire = await Relay.to(system.baseUrl);
  });
  afterAll(async () => {
    await browser?.stop();
    await wire?.stop();
  });

  it('shows a page of ours for Home and for a reload, which goes on by itself', async () => {
    const noor = await newPerson(system, 'Noor Haddad');
    const { baseId } = await newBase(system, noor, 'Plans', [
      { name: 'Tasks', fields: [{ name: 'Name', type: 'singleLineText' }], records: [{ Name: 'First' }] },
    ]);
    const page = await browser.page(wire.url);
    const grid = new GridPage(page);
    const offline = page.getByRole('heading', { name: 'You are offline' });
    await signIn(page, noor, `/${baseId}`);
    await grid.ready();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));

    wire.cut();
    await page.getByRole('link', { name: 'Home' }).click();
    await offline.waitFor();
    wire.mend();
    await page.getByRole('link', { name: 'Plans' }).first().click();
    await grid.ready();

    wire.cut();
    await page.reload();
    await offline.waitFor();
    expect(new URL(page.url()).pathname.startsWith(`/${baseId}`)).toBe(true);
    wire.mend();
    await grid.ready();
    await grid.shows({ row: 0, column: 'Name' }, 'First');

    // What is kept is the same for everybody, and signing out works past the worker.
    expect(
      await page.evaluate(async () => {
        const names = await caches.keys();
        const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
        return kept.flat().map(({ url }) => new URL(url).pathname);
      }),
    ).toEqual(['/offline']);
    await page.getByRole('button', { name: 'Account of Noor Haddad' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL(/\/sign-in/);
    await page.goto('/');
    await page.waitForURL(/\/sign-in/);
  });
});
