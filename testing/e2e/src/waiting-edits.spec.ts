import { newPerson, type Person } from '@pyairtable/integration';
import { inject } from 'vitest';
import { TestBrowser } from './browser';
import { copyMovies } from './copy-movies';
import { GridPage } from './grid-page';
import { Relay } from './relay';
import { enter, signIn } from './sign-in';
import { until } from './until';

describe('edits that wait for the server', () => {
  const system = inject('system');
  const title = { row: 0, column: 'Title' };
  let browser: TestBrowser;
  let wire: Relay;
  let mia: GridPage;
  let noor: GridPage;
  let miaKern: Person;
  let baseId: string;

  beforeAll(async () => {
    const copy = await copyMovies(system, ['Mia Kern', 'Noor Haddad']);
    ({ baseId } = copy);
    [miaKern] = copy.people;
    browser = await TestBrowser.start();
    wire = await Relay.to(system.baseUrl);
    [mia, noor] = (await Promise.all(
      copy.people.map(async (person, index) => {
        const page = await browser.page(index === 0 ? wire.url : system.baseUrl);
        await signIn(page, person, `/${baseId}`);
        const grid = new GridPage(page);
        await grid.ready();
        return grid;
      }),
    )) as [GridPage, GridPage];
  });
  afterAll(async () => {
    await browser?.stop();
    await wire?.stop();
  });

  /** Mia types over the first title while the wire is cut. */
  async function writeOffline(text: string): Promise<void> {
    wire.cut();
    await mia.page.getByText('Offline').waitFor();
    await mia.home();
    await mia.page.keyboard.type(text);
    await mia.press('Enter');
    await mia.page.getByText('Offline, 1 change waiting').waitFor();
  }

  /** How often a title of that text was written, by the log. */
  const timesWritten = (text: string) =>
    noor.page.evaluate(
      async ([base, wanted]) => {
        const answer = await fetch(`/v1/bases/${base}/changes?after=0&limit=500`);
        const { changes } = (await answer.json()) as { changes: unknown[] };
        return changes.filter((change) => JSON.stringify(change).includes(`:"${wanted}"`)).length;
      },
      [baseId, text] as const,
    );

  it('outlive a reload, show at once, and are sent once', async () => {
    await writeOffline('Before the reload');
    wire.mend();
    await mia.page.reload();
    await mia.shows(title, 'Before the reload');
    await noor.shows(title, 'Before the reload');
    expect(await timesWritten('Before the reload')).toBe(1);
    // Noor may see it before Mia hears that it arrived.
    await until(async () =>
      expect(await mia.page.evaluate(() => Object.keys(localStorage).join())).not.toContain('waiting'),
    );
  });

  it('are sent from another page when the base was left with them', async () => {
    await writeOffline('Left behind');
    wire.mend();
    await mia.page.goto('/');
    await noor.shows(title, 'Left behind');
    await mia.page.getByText('waiting to be sent').waitFor({ state: 'detached' });
    expect(await timesWritten('Left behind')).toBe(1);
    await mia.open(baseId);
  });

  it('are counted for a person who signed out elsewhere, and sent when they sign in on the spot', async () => {
    await writeOffline('Written signed out');
    const elsewhere = await mia.page.context().newPage();
    await elsewhere.goto(`${system.baseUrl}/settings`);
    await elsewhere.getByRole('button', { name: 'Account of Mia Kern' }).click();
    await elsewhere.getByRole('menuitem', { name: 'Sign out' }).click();
    await elsewhere.waitForURL(/sign-in/);
    wire.mend();
    await mia.page.getByText('1 change waits in this browser').waitFor();
    expect(await noor.text(title)).toBe('Left behind');
    await mia.page.getByLabel('Password', { exact: true }).fill('not the password');
    await mia.press('Enter');
    await mia.page.getByRole('dialog').getByRole('alert').waitFor();
    await mia.page.getByLabel('Password', { exact: true }).fill(miaKern.password);
    await mia.press('Enter');
    await noor.shows(title, 'Written signed out');
    await mia.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await timesWritten('Written signed out')).toBe(1);
    expect(await mia.text(title)).toBe('Written signed out');
  });

  it('never go out in the name of another person who signed in in the same browser', async () => {
    await writeOffline('Mia’s own');
    const elsewhere = await mia.page.context().newPage();
    const olga = await newPerson(system, 'Olga');
    await elsewhere.goto(`${system.baseUrl}/sign-in`);
    await enter(elsewhere, olga);
    await elsewhere.getByRole('button', { name: 'Account of Olga' }).waitFor();
    wire.mend();
    await mia.page.getByRole('dialog', { name: 'You were signed out' }).waitFor();
    await elsewhere.goto(`${wire.url}/`);
    await elsewhere.getByRole('button', { name: 'Account of Olga' }).waitFor();
    expect(await timesWritten('Mia’s own')).toBe(0);
    await mia.page.getByLabel('Password', { exact: true }).fill(miaKern.password);
    await mia.press('Enter');
    await noor.shows(title, 'Mia’s own');
  });
});
