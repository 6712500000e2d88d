import type { Change } from '@pyairtable/contracts';
import { newBase, newPerson, type Person } from '@pyairtable/integration';
import { Draw, suiteSeed } from '@pyairtable/testkit';
import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { TestBrowser } from './browser';
import { GridPage } from './grid-page';
import { rush } from './rush';
import { signIn } from './sign-in';
import { heardBy, listenForWords, WordLog, Words } from './typed-words';

const SEED = suiteSeed('PEOPLE_SEED');
const BURSTS = 120;
const TABLE = 'Plants';
const STAGES = { choices: [{ name: 'Open' }, { name: 'Done' }] };

/** Stands for a word of its own, each time it is typed. */
const WORD = 'a word';

/** What a hand does without looking; letters that no command begins with. */
const ACTS: readonly (readonly string[])[] = [
  [WORD],
  [WORD, 'Enter'],
  [WORD, 'Tab'],
  ['Tab'],
  ['Enter', WORD, 'Enter'],
  ['F2', WORD, 'Escape'],
  ['F2', 'Control+a', WORD, 'Enter'],
  ['Shift+Enter', WORD, 'Enter'],
  ['ArrowDown', 'ArrowRight'],
  ['ArrowUp', 'ArrowLeft'],
  ['Shift+ArrowDown', 'Delete'],
  ['Shift+ArrowRight', 'Control+d'],
  ['Shift+Space'],
  ['Space', WORD, 'Escape'],
  ['Control+k', WORD, 'Escape'],
  ['Alt+ArrowDown', 'Escape'],
  ['Shift+F10', 'Escape'],
  ['Control+/', WORD, 'Escape'],
  ['Control+f', WORD, 'Enter', 'Escape'],
  ['Alt+ArrowUp', WORD, 'Escape'],
  ['Alt+Enter'],
  ['Alt+Shift+ArrowDown'],
  ...['Filter records', 'Group records', 'Sort records', 'Hide or show fields', 'Find in view', 'Trash'].map(
    (command) => ['Control+k', ...command, 'Enter', WORD, 'Escape'],
  ),
  ['Control+z'],
  ['Control+Shift+z'],
  ['Control+c', 'ArrowDown', 'Control+v'],
  ['Control+Home'],
  ['Control+End'],
];

interface Arranged {
  id: string;
  fields: { id: string; name: string }[];
  views: { id: string }[];
}

// Minutes long, and only as good as it is long: the fixed cases of typing-ahead and typed-text run in every test run.
describe.runIf(process.env['SOAK'])(`two people and one who deletes (PEOPLE_SEED=${SEED})`, () => {
  const system = inject('system');
  const draw = new Draw(SEED);
  const words = new Words();
  let browser: TestBrowser;
  let people: Person[];
  let pages: Page[];
  let baseId: string;
  const faults: string[] = [];

  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${system.baseUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${people[0]?.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? undefined : ((await answer.json()) as Record<string, unknown>);
  };

  beforeAll(async () => {
    browser = await TestBrowser.start();
    people = await Promise.all([newPerson(system, 'Ann'), newPerson(system, 'Ben')]);
    const [ann, ben] = people as [Person, Person];
    ({ baseId } = await newBase(system, ann, 'Garden', [
      {
        name: TABLE,
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Seeds', type: 'number', options: { precision: 0 } },
          { name: 'Stage', type: 'singleSelect', options: STAGES },
          { name: 'Note', type: 'singleLineText' },
        ],
        records: Array.from({ length: 12 }, (_, at) => ({ Name: `Plant ${at}`, Seeds: at })),
      },
    ]));
    pages = await Promise.all(
      [ann, ben].map(async (person) => {
        const page = await browser.page(system.baseUrl);
        await listenForWords(page);
        page.on('pageerror', (error) => faults.push(`${person.name}: ${error.message}`));
        // A base is shared with people who have been here.
        await signIn(page, person, '/');
        return page;
      }),
    );
    await ask('POST', `/v1/bases/${baseId}/collaborators`, { email: ben.email, permissionLevel: 'create' });
    await Promise.all(pages.map((page) => new GridPage(page).open(baseId)));
  });
  afterAll(() => browser?.stop());

  /** Puts what the view shows in another order, other groups, or less of it. */
  async function arrange({ id, fields, views }: Arranged): Promise<void> {
    const idOf = (name: string) => fields.find((field) => field.name === name)?.id ?? '';
    const direction = draw.chance(0.5) ? 'asc' : 'desc';
    const by = (name: string) => (draw.chance(0.5) ? [{ fieldId: idOf(name), direction }] : []);
    await ask('PATCH', `/v1/bases/${baseId}/tables/${id}/views/${views[0]?.id ?? ''}`, {
      sort: by(draw.one(['Name', 'Seeds'])),
      groups: by('Stage'),
      filter: {
        conjunction: 'and',
        conditions: draw.chance(0.3) ? [{ fieldId: idOf('Name'), operator: 'contains', value: 'a' }] : [],
      },
      summaries: { [idOf('Seeds')]: draw.chance(0.5) ? 'sum' : null },
    });
  }

  /** What one does who sees neither screen: a record goes, one comes, a field goes, one comes, the view is arranged. */
  async function meddle(): Promise<void> {
    const { tables } = (await ask('GET', `/v0/meta/bases/${baseId}/tables`)) as {
      tables: Arranged[];
    };
    const [table] = tables;
    if (!table) throw new Error('no table');
    const spare = table.fields.filter(({ name }) => name.startsWith('Spare'));
    const kind = draw.below(13);
    if (kind > 9) await arrange(table);
    else if (kind < 5) {
      const { records } = (await ask('GET', `/v0/${baseId}/${table.id}`)) as { records: { id: string }[] };
      if (records.length === 0) return;
      // Somebody on a page may have been quicker.
      await ask('DELETE', `/v0/${baseId}/${table.id}/${draw.one(records).id}`).catch((error: Error) => {
        if (!error.message.includes('404')) throw error;
      });
    } else if (kind < 8) await ask('POST', `/v0/${baseId}/${table.id}`, { fields: { Name: 'new' } });
    else if (spare.length > 0)
      await ask('DELETE', `/v1/bases/${baseId}/tables/${table.id}/fields/${draw.one(spare).id}`);
    else
      await ask('POST', `/v1/bases/${baseId}/tables/${table.id}/fields`, {
        name: `Spare ${draw.below(1_000_000)}`,
        type: 'singleLineText',
      });
  }

  /** Leaves whatever is open, and waits until everything was answered. */
  async function rest(page: Page): Promise<void> {
    for (let turn = 0; turn < 6; turn += 1) await page.keyboard.press('Escape');
    // Each text that could not be saved has its own word, one after the other.
    const open = page.getByRole('dialog').or(page.getByRole('alertdialog'));
    for (let turn = 0; turn < 40 && (await open.count()) > 0; turn += 1) await page.keyboard.press('Escape');
    // The keyboard may have left an open record, which Escape in the grid leaves there.
    const panel = page.getByRole('region', { name: /^Record / });
    if ((await panel.count()) > 0) await panel.getByRole('button', { name: 'Close' }).click();
    await page.getByText(/Saving…|waiting/).waitFor({ state: 'detached' });
    // To the top, whatever stands there: the first record may be folded away.
    await page.locator('[data-grid-focus]').focus();
    await page.keyboard.press('Control+Home');
    await page.evaluate(() => new Promise((done) => setTimeout(done, 1_000)));
  }
  /**
   * Leaves every record: one that was changed keeps its place, though filter or sort have another for it, until the cursor
   * goes to one that this page has not changed. There is such a one, and it is met, or the head that it is folded under, on
   * the way down.
   */
  async function leave(page: Page): Promise<void> {
    await rest(page);
    // Each group has a line more, which adds a record to it.
    const rows = Number(await new GridPage(page).grid.getAttribute('aria-rowcount'));
    for (let step = 0; step < 2 * rows; step += 1) await page.keyboard.press('ArrowDown');
    await rest(page);
  }
  /** The line that adds a record is a row while the cursor stands there, and where that is is each page's own. */
  const shown = async (page: Page) => {
    const rows = await new GridPage(page).grid.getByRole('row').allTextContents();
    return rows.filter((text) => text !== 'New record');
  };

  const act = () => draw.one(ACTS).flatMap((key) => (key === WORD ? words.next() : [key]));

  /** All that the base's log has. */
  async function log(): Promise<Change[]> {
    const all: Change[] = [];
    for (;;) {
      const after = all.at(-1)?.seq ?? 0;
      const { changes } = (await ask('GET', `/v1/bases/${baseId}/changes?after=${after}`)) as {
        changes: Change[];
      };
      if (changes.length === 0) return all;
      all.push(...changes);
    }
  }

  it('leave every word where it was typed, every page as a fresh one shows it, and no fault', async () => {
    for (let burst = 0; burst < BURSTS; burst += 1) {
      const hands = pages.map((page) => rush(page, ...act(), ...act()));
      await Promise.all([...hands, burst % 3 === 0 ? meddle() : undefined]);
    }
    // Whatever somebody has typed into its filter by now, something is shown.
    const { tables } = (await ask('GET', `/v0/meta/bases/${baseId}/tables`)) as { tables: Arranged[] };
    await ask(
      'PATCH',
      `/v1/bases/${baseId}/tables/${tables[0]?.id ?? ''}/views/${tables[0]?.views[0]?.id ?? ''}`,
      {
        filter: { conjunction: 'and', conditions: [] },
      },
    );
    await ask('POST', `/v0/${baseId}/${TABLE}`, { fields: { Name: 'a last one' } });
    for (const page of pages) await leave(page);
    const live = await Promise.all(pages.map(shown));
    const written = new WordLog(await log());
    for (const [at, page] of pages.entries())
      faults.push(...written.faults(people[at]?.id ?? '', await heardBy(page)));
    await Promise.all(pages.map((page) => new GridPage(page).open(baseId)));
    for (const page of pages) await rest(page);
    expect(live).toEqual(await Promise.all(pages.map(shown)));
    expect(live[0]?.length).toBeGreaterThan(1);
    expect(faults).toEqual([]);
  }, 600_000);
});
