import { newBase, newPerson } from '@pyairtable/integration';
import { SESSION_COOKIE } from '@pyairtable/contracts';
import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { TestBrowser } from './browser';
import { serveForeignSite, type ForeignSite } from './foreign-site';
import { enter, signInByPage } from './sign-in';

/** Any credential of ours, wherever it stands. */
const SECRET = /(ses|pat|opr)[0-9A-Za-z]{14}\.[0-9a-f]{16}/;

describe('signing in', () => {
  const system = inject('system');
  let browser: TestBrowser;
  let foreign: ForeignSite;
  beforeAll(async () => {
    browser = await TestBrowser.start();
    foreign = await serveForeignSite();
  });
  afterAll(async () => {
    await browser?.stop();
    await foreign?.stop();
  });

  /** Everything that scripts of the page can read. */
  const readable = (page: Page) =>
    page.evaluate(async () => {
      const session = await fetch('/api/auth/session');
      return JSON.stringify({
        cookie: document.cookie,
        local: { ...localStorage },
        session: { ...sessionStorage },
        answer: await session.json(),
        headers: [...session.headers],
        page: document.documentElement.outerHTML,
      });
    });

  it('creates an account through the page, and from an empty home its first base', async () => {
    const page = await browser.page(system.baseUrl);
    await page.goto('/');
    await page.waitForURL(/\/sign-in/);
    await page.getByRole('link', { name: 'Create an account' }).click();
    await page.getByLabel('Name').fill('Ada');
    await page.getByLabel('E-mail').fill(`ada.${Date.now()}@example.com`);
    await page.getByLabel('Password', { exact: true }).fill('short');
    await page.keyboard.press('Enter');
    await page.getByText('Choose a password that meets the rules below.').waitFor();
    await page.getByLabel('Password', { exact: true }).fill('long enough, surely');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${system.baseUrl}/`);
    await page.getByText('No bases yet').waitFor();
    await page.getByRole('button', { name: 'New base' }).click();
    await page.getByLabel('Name').fill('Engines');
    await page.keyboard.press('Enter');
    await page.getByText('No records yet').waitFor();
    await page.getByRole('button', { name: 'Ada’s workspace' }).waitFor();
  });

  /** Opens the address, and lets the page's scripts come once the work is done. */
  async function beforeScripts(page: Page, path: string, work: () => Promise<void>): Promise<void> {
    let goOn = (): void => undefined;
    const worked = new Promise<void>((done) => (goOn = done));
    await page.route(/\.js(\?|$)/, async (route) => {
      await worked;
      await route.continue();
    });
    await page.goto(path, { waitUntil: 'commit' });
    await work();
    goOn();
  }

  it('hears what was typed and sent before the scripts of the page ran', async () => {
    const person = await newPerson(system, 'Wim');
    const page = await browser.page(system.baseUrl);
    await beforeScripts(page, '/sign-in?next=/settings', () => enter(page, person));
    await page.waitForURL(`${system.baseUrl}/settings`);

    const refused = await browser.page(system.baseUrl);
    await beforeScripts(refused, '/sign-in', () =>
      enter(refused, { email: person.email, password: 'not the password' }),
    );
    await refused.locator('form').getByRole('alert').waitFor();
    expect(await refused.getByLabel('E-mail').inputValue()).toBe(person.email);

    const newcomer = await browser.page(system.baseUrl);
    const email = `ada.${Date.now()}@example.com`;
    await beforeScripts(newcomer, '/sign-up', async () => {
      await newcomer.getByLabel('Name').fill('Ada');
      await newcomer.getByLabel('E-mail').fill(email);
    });
    await newcomer.getByLabel('Password', { exact: true }).fill('long enough, surely');
    await newcomer.keyboard.press('Enter');
    await newcomer.waitForURL(`${system.baseUrl}/`);
  });

  it('keeps what was typed when the password is wrong, and says nothing about the account', async () => {
    const person = await newPerson(system, 'Wim');
    const page = await browser.page(system.baseUrl);
    const alert = page.locator('form').getByRole('alert');
    const words: (string | null)[] = [];
    for (const email of [person.email, 'nobody@example.com']) {
      await page.goto('/sign-in');
      await enter(page, { email, password: 'not the password' });
      words.push(await alert.textContent());
      expect(await page.getByLabel('E-mail').inputValue()).toBe(email);
    }
    expect(words[0]).toContain('do not match an account');
    expect(words[1]).toBe(words[0]);
  });

  it('leads to the place that was asked for, and never off the site', async () => {
    const person = await newPerson(system, 'Wim');
    const page = await browser.page(system.baseUrl);
    await page.goto('/settings');
    await page.waitForURL(/\/sign-in\?next=/);
    await enter(page, person);
    await page.waitForURL(`${system.baseUrl}/settings`);

    const other = await browser.page(system.baseUrl);
    await other.goto(`/sign-in?next=${encodeURIComponent(`${foreign.url}/`)}`);
    await enter(other, person);
    await other.waitForURL(`${system.baseUrl}/`);
  });

  it('leaves no credential where scripts of a page can read it', async () => {
    const person = await newPerson(system, 'Wim');
    const { baseId } = await newBase(system, person, 'Kept', [
      { name: 'Things', fields: [{ name: 'Name', type: 'singleLineText' }] },
    ]);
    const page = await browser.page(system.baseUrl);
    await signInByPage(page, person);
    for (const path of ['/', `/${baseId}`, '/settings']) {
      await page.goto(path);
      const found = await readable(page);
      // Short, for a failure would print the whole page.
      expect(found.includes(person.email), `${path} shows who is signed in`).toBe(true);
      expect(SECRET.exec(found)?.[0].slice(0, 6), `a credential stands on ${path}`).toBeUndefined();
    }
    const cookies = await page.context().cookies();
    expect(cookies.filter(({ value }) => SECRET.test(value))).toEqual([
      expect.objectContaining({ name: SESSION_COOKIE, httpOnly: true, sameSite: 'Lax', path: '/' }),
    ]);
  });

  it('lets no other site act or read with the session of its visitor', async () => {
    const person = await newPerson(system, 'Wim');
    const { baseId } = await newBase(system, person, 'Guarded', [
      { name: 'Things', fields: [{ name: 'Name', type: 'singleLineText' }], records: [{ Name: 'Own' }] },
    ]);
    const page = await browser.page(system.baseUrl);
    await signInByPage(page, person);
    // A cookie without the Lax rule, as an old browser would send it everywhere.
    const [session] = (await page.context().cookies()).filter(({ name }) => name === SESSION_COOKIE);
    if (!session) throw new Error('there is no session cookie');
    const cookie = `${SESSION_COOKIE}=${session.value}`;
    const headers = { cookie, origin: foreign.url, 'content-type': 'application/json' };
    const records = `${system.baseUrl}/v0/${baseId}/Things`;
    const written = await fetch(records, { method: 'POST', headers, body: '{"fields":{"Name":"Planted"}}' });
    expect(written.status).toBe(403);
    expect((await fetch(records, { headers })).status).toBe(401);
    expect((await fetch(records, { headers: { cookie } })).status).toBe(200);

    await page.goto(foreign.url);
    const attempts = await page.evaluate(
      async ([own, base]) => {
        const outcome = (work: Promise<Response>) =>
          work.then(
            (answer) => `${answer.type} ${answer.status}`,
            () => 'refused',
          );
        return {
          read: await outcome(fetch(`${own}/v1/workspaces`, { credentials: 'include' })),
          write: await outcome(
            fetch(`${own}/v1/workspaces`, {
              method: 'POST',
              credentials: 'include',
              headers: { 'content-type': 'application/json' },
              body: '{"name":"Planted"}',
            }),
          ),
          socket: await new Promise((done) => {
            const socket = new WebSocket(`${own.replace('http', 'ws')}/v1/bases/${base}/realtime?after=0`);
            socket.onopen = () => done('open');
            socket.onerror = () => done('refused');
          }),
        };
      },
      [system.baseUrl, baseId] as const,
    );
    expect(attempts).toEqual({ read: 'refused', write: 'refused', socket: 'refused' });
    const left = await fetch(records, { headers: { authorization: `Bearer ${person.token}` } });
    expect(await left.json()).toMatchObject({ records: [{ fields: { Name: 'Own' } }] });
  });

  it('ends the session for all its pages when one signs out', async () => {
    const person = await newPerson(system, 'Wim');
    const page = await browser.page(system.baseUrl);
    await signInByPage(page, person);
    const second = await page.context().newPage();
    await second.goto('/settings');
    await page.getByRole('button', { name: 'Account of Wim' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL(/\/sign-in/);
    await second.reload();
    await second.waitForURL(/\/sign-in/);
  });
});
