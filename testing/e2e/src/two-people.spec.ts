import { inject } from 'vitest';
import { TestBrowser } from './browser';
import { copyMovies } from './copy-movies';
import { GridPage } from './grid-page';
import { Relay } from './relay';
import { signIn } from './sign-in';

/** What one person does stands before the other sooner than a connection that is dead is noticed and made anew, */
const LIVE_MS = 5_000;
/** or in as many frames as a browser draws then on a busy machine. */
const LIVE_FRAMES = 20;

describe('two people in one base', () => {
  const system = inject('system');
  let browser: TestBrowser;
  let miasWire: Relay;
  let mia: GridPage;
  let noor: GridPage;
  let records: number;

  /** Milliseconds in which the slower of the browsers draws a frame. */
  async function frame(): Promise<number> {
    const started = performance.now();
    const drawn = ({ page }: GridPage) =>
      page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
    await Promise.all([mia, noor].map(drawn));
    return performance.now() - started;
  }

  /** Fails where too long passes from an act of one to the sight of the other. */
  async function live(what: string, act: () => Promise<void>, sight: () => Promise<void>): Promise<void> {
    const before = await frame();
    const started = performance.now();
    await act();
    await sight();
    const ms = Math.round(performance.now() - started);
    console.log(`${what}: the other browser shows it after ${ms} ms`);
    expect(ms).toBeLessThan(Math.max(LIVE_MS, LIVE_FRAMES * Math.max(before, await frame())));
  }

  beforeAll(async () => {
    const { baseId, people } = await copyMovies(system, ['Mia Kern', 'Noor Haddad']);
    browser = await TestBrowser.start();
    miasWire = await Relay.to(system.baseUrl);
    [mia, noor] = (await Promise.all(
      people.map(async (person, index) => {
        const page = await browser.page(index === 0 ? miasWire.url : system.baseUrl);
        await signIn(page, person, '/');
        await page.getByRole('link', { name: 'Movies' }).first().click();
        const grid = new GridPage(page);
        await grid.ready();
        return grid;
      }),
    )) as [GridPage, GridPage];
    expect(mia.page.url()).toContain(baseId);
    records = await mia.recordCount();
  });
  afterAll(async () => {
    await browser?.stop();
    await miasWire?.stop();
  });

  it('open the real base and see the same records and each other', async () => {
    expect(records).toBe(3_201);
    await noor.hasRecords(records);
    const first = { row: 0, column: 'Title' };
    await mia.shows(first, 'The Land Girls');
    await noor.shows(first, 'The Land Girls');
    await mia.page.getByRole('img', { name: 'Noor Haddad' }).waitFor();
    await noor.page.getByRole('img', { name: 'Mia Kern' }).waitFor();
  });

  it('see a cell that the other edits, both ways', async () => {
    await mia.home();
    await mia.page.keyboard.type('The Land Girls, again');
    await live(
      'a typed title',
      () => mia.press('Enter'),
      () => noor.shows({ row: 0, column: 'Title' }, 'The Land Girls, again'),
    );
    await noor.home();
    await noor.press('ArrowDown', 'ArrowRight', 'F2', 'Control+a');
    await noor.page.keyboard.type('1999-12-31');
    await live(
      'a typed date',
      () => noor.press('Enter'),
      () => mia.shows({ row: 1, column: 'Released' }, '1999-12-31'),
    );
  });

  it('see an edit taken back', async () => {
    const place = { row: 0, column: 'Title' };
    await live(
      'an undo',
      () => mia.press('Control+z'),
      () => noor.shows(place, 'The Land Girls'),
    );
    await mia.press('Control+Shift+z');
    await noor.shows(place, 'The Land Girls, again');
    // Undo is each person's own: Noor's last act was the date.
    await noor.press('Control+z');
    await mia.shows({ row: 1, column: 'Released' }, '1998-08-07');
    expect(await mia.text(place)).toBe('The Land Girls, again');
  });

  it('see a record that the other adds, at the last row', async () => {
    await mia.home();
    await live(
      'a new record',
      () => mia.press('Shift+Enter'),
      () => noor.hasRecords(records + 1),
    );
    await mia.activeRow(records);
    await mia.page.keyboard.type('A film that nobody made');
    await mia.press('Enter');

    await noor.home();
    await noor.press('Control+ArrowDown');
    await noor.activeRow(records);
    await noor.shows({ row: records, column: 'Title' }, 'A film that nobody made');
    await noor.press('ArrowUp');
    await noor.shows({ row: records - 1, column: 'Title' }, 'The Mask of Zorro');
  });

  it('reach the last record by the wheel', async () => {
    await mia.home();
    const box = await mia.page.locator('[data-grid]').boundingBox();
    if (!box) throw new Error('the grid is not on screen');
    await mia.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await mia.page.mouse.wheel(0, 500_000);
    await mia.shows({ row: records, column: 'Title' }, 'A film that nobody made');
  });

  it('go on without a connection and meet again when it is back', async () => {
    await noor.home();
    await mia.home();
    // The browser's own offline mode leaves an open WebSocket open; the page must not trust it.
    await mia.page.context().setOffline(true);
    await mia.page.getByText('Offline').waitFor();
    miasWire.cut();
    await mia.page.keyboard.type('Written offline');
    await mia.press('Enter');
    await mia.shows({ row: 0, column: 'Title' }, 'Written offline');
    await mia.page.getByText('Offline, 1 change waiting').waitFor();
    await noor.press('ArrowDown');
    await noor.page.keyboard.type('Written meanwhile');
    await noor.press('Enter');
    expect(await noor.text({ row: 0, column: 'Title' })).toBe('The Land Girls, again');
    await live(
      'what was written offline',
      () => {
        miasWire.mend();
        return mia.page.context().setOffline(false);
      },
      async () => {
        await noor.shows({ row: 0, column: 'Title' }, 'Written offline');
        await mia.shows({ row: 1, column: 'Title' }, 'Written meanwhile');
      },
    );
    await mia.page.getByText('change waiting').waitFor({ state: 'detached' });
    expect(await mia.text({ row: 0, column: 'Title' })).toBe('Written offline');
  });
});
