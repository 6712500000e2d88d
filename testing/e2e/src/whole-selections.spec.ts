import { adminOf, copyBase, newBase, newPerson, type Person } from '@pyairtable/integration';
import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { TestBrowser } from './browser';
import { GridPage } from './grid-page';
import { signIn } from './sign-in';
import { until } from './until';

type Listed = { id: string; fields: Record<string, unknown> };

describe('what a person selected', () => {
  const system = inject('system');
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await TestBrowser.start();
  });
  afterAll(() => browser?.stop());

  async function listed(person: Person, baseId: string, table: string): Promise<Listed[]> {
    const found: Listed[] = [];
    for (let offset = ''; ;) {
      const answer = await fetch(`${system.baseUrl}/v0/${baseId}/${table}?pageSize=100${offset}`, {
        headers: { authorization: `Bearer ${person.token}` },
      });
      const page = (await answer.json()) as { records: Listed[]; offset?: string };
      found.push(...page.records);
      if (page.offset === undefined) return found;
      offset = `&offset=${page.offset}`;
    }
  }
  const asOther = (person: Person, method: string, path: string): Promise<Response> =>
    fetch(`${system.baseUrl}/v0/${path}`, {
      method,
      headers: { authorization: `Bearer ${person.token}` },
    });
  const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
  const open = async (person: Person, place: string): Promise<GridPage> => {
    const page = await browser.page(system.baseUrl, { permissions: ['clipboard-read', 'clipboard-write'] });
    await signIn(page, person, place);
    const grid = new GridPage(page);
    await grid.ready();
    return grid;
  };
  const names = (records: Listed[]) => records.map(({ fields }) => fields['Name']);

  it('is copied, cleared and brought back whole where most of it was never loaded', async () => {
    const [movies] = await adminOf(system).findBases('Movies');
    if (!movies) throw new Error('the sample base Movies is missing');
    const person = await newPerson(system, 'Ola');
    const { baseId } = await copyBase(system, movies.id, [person]);
    const grid = await open(person, `/${baseId}`);
    const { page } = grid;
    const before = await listed(person, baseId, 'Movies');
    expect(before).toHaveLength(3_201);
    await grid.home();
    await grid.press('Control+Shift+ArrowDown', 'Control+c');
    await page.getByText('Copied 3,201 cells').waitFor({ state: 'attached' });
    const lines = (await copied(page)).split(/\r?\n/);
    expect(lines).toHaveLength(3_201);
    const titles = before.map(({ fields }) => (fields['Title'] as string | undefined) ?? '');
    expect(lines.map((line) => line.replace(/^"(.*)"$/s, '$1').replaceAll('""', '"'))).toEqual(titles);

    await grid.press('ArrowRight', 'Control+ArrowUp', 'Control+Shift+ArrowDown', 'Delete');
    await until(async () => {
      const after = await listed(person, baseId, 'Movies');
      expect(after.filter(({ fields }) => fields['Released'] !== undefined)).toEqual([]);
    });
    await grid.press('Control+z');
    await until(async () => {
      const after = await listed(person, baseId, 'Movies');
      expect(after.map(({ fields }) => fields['Released'])).toEqual(
        before.map(({ fields }) => fields['Released']),
      );
    });
  });

  it('stays with its records while another person deletes, goes with a deletion, and comes back by Ctrl-Z', async () => {
    const person = await newPerson(system, 'Mia');
    const { baseId } = await newBase(system, person, 'Garden', [
      {
        name: 'Plants',
        fields: [{ name: 'Name', type: 'singleLineText' }],
        records: ['Aloe', 'Birch', 'Cedar', 'Dill', 'Elm'].map((Name) => ({ Name })),
      },
    ]);
    const grid = await open(person, `/${baseId}`);
    const { page } = grid;
    await grid.home();
    await grid.press('ArrowDown', 'Shift+Space', 'ArrowDown', 'Shift+Space');
    await page.getByText('2 selected').waitFor();
    const [aloe] = await listed(person, baseId, 'Plants');
    await asOther(person, 'DELETE', `${baseId}/Plants/${aloe?.id ?? ''}`);
    await grid.hasRecords(4);
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await grid.hasRecords(2);
    await until(async () => expect(names(await listed(person, baseId, 'Plants'))).toEqual(['Dill', 'Elm']));
    await page.getByText(/selected$/).waitFor({ state: 'detached' });
    await page.locator('[data-grid-focus]:focus').waitFor({ state: 'attached' });
    await grid.press('Control+z');
    await grid.hasRecords(4);
    await until(async () =>
      expect(names(await listed(person, baseId, 'Plants'))).toEqual(['Birch', 'Cedar', 'Dill', 'Elm']),
    );
    // From a button, too.
    await page.getByRole('button', { name: 'Share', exact: true }).focus();
    await grid.press('Control+Shift+z');
    await grid.hasRecords(2);
    await grid.press('Control+z');
    await grid.hasRecords(4);

    await grid.home();
    await grid.press('Shift+Space', 'ArrowDown', 'Shift+Space', 'Shift+F10');
    await page.getByRole('menuitem', { name: 'Delete 2 records' }).click();
    await grid.hasRecords(2);
    await grid.shows({ row: 0, column: 'Name' }, 'Dill');
  });

  it('carries links, choices, people, dates and hidden digits to other cells, and names what has no place', async () => {
    const person = await newPerson(system, 'Noor');
    const { baseId } = await newBase(system, person, 'Deals', [
      {
        name: 'Contacts',
        fields: [{ name: 'Name', type: 'singleLineText' }],
        records: [{ Name: 'Smith, John' }, { Name: 'Twice' }, { Name: 'Twice' }],
      },
    ]);
    const api = async (method: string, path: string, body: object) =>
      (
        await fetch(`${system.baseUrl}${path}`, {
          method,
          headers: { authorization: `Bearer ${person.token}`, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
      ).json() as Promise<Record<string, unknown> & { id: string }>;
    const schema = (await (await asOther(person, 'GET', `meta/bases/${baseId}/tables`)).json()) as {
      tables: { id: string }[];
    };
    const day = (name: string) => ({ dateFormat: { name } });
    const deals = await api('POST', `/v0/meta/bases/${baseId}/tables`, {
      name: 'Deals',
      fields: [
        { name: 'Name', type: 'singleLineText' },
        { name: 'Contacts', type: 'multipleRecordLinks', options: { linkedTableId: schema.tables[0]?.id } },
        {
          name: 'Tags',
          type: 'multipleSelects',
          options: { choices: [{ name: 'hot' }, { name: 'eu, west' }] },
        },
        { name: 'US', type: 'date', options: day('us') },
        { name: 'Amount', type: 'number', options: { precision: 1 } },
        { name: 'EU', type: 'date', options: day('european') },
      ],
    });
    const contacts = await listed(person, baseId, 'Contacts');
    const links = [contacts[0]?.id, contacts[2]?.id];
    const full = {
      Name: 'one',
      Contacts: links,
      Tags: ['eu, west', 'hot'],
      US: '2026-01-10',
      Amount: 3.14159,
    };
    await api('POST', `/v0/${baseId}/Deals`, { records: [{ fields: full }, { fields: { Name: 'two' } }] });
    const grid = await open(person, `/${baseId}/${deals.id}`);
    const { page } = grid;
    await grid.home();
    await grid.press('ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Control+c');
    await grid.press('ArrowDown', 'Control+v');
    await until(async () =>
      expect((await listed(person, baseId, 'Deals'))[1]?.fields).toEqual({ ...full, Name: 'two' }),
    );
    // The day of a date, in a field that writes it the other way round.
    await grid.home();
    await grid.press(
      'ArrowRight',
      'ArrowRight',
      'ArrowRight',
      'Control+c',
      'ArrowRight',
      'ArrowRight',
      'Control+v',
    );
    await until(async () =>
      expect((await listed(person, baseId, 'Deals'))[0]?.fields['EU']).toBe('2026-01-10'),
    );
    // Two columns onto the last one, and text that makes a choice.
    await page.evaluate(() => navigator.clipboard.writeText('1/2/2026\tlost'));
    await grid.press('Control+v');
    await page.getByText('One column is beyond the last field of the table.').first().waitFor();
    await grid.home();
    await page.evaluate(() => navigator.clipboard.writeText('hot, brand new\n"eu, west"'));
    await grid.press('ArrowRight', 'ArrowRight', 'Control+v');
    await until(async () => {
      const [one, two] = await listed(person, baseId, 'Deals');
      expect([one?.fields['Tags'], two?.fields['Tags']]).toEqual([['hot', 'brand new'], ['eu, west']]);
    });
  });

  it('is undone where it was: the table that undo changes is shown and named', async () => {
    const person = await newPerson(system, 'Pia');
    const table = (name: string) => ({
      name,
      fields: [{ name: 'Name', type: 'singleLineText' }],
      records: [{ Name: `first of ${name}` }],
    });
    const { baseId } = await newBase(system, person, 'Two', [table('Plants'), table('Tools')]);
    const grid = await open(person, `/${baseId}`);
    const { page } = grid;
    await grid.home();
    await page.keyboard.type('changed');
    await grid.press('Enter');
    await grid.shows({ row: 0, column: 'Name' }, 'changed');
    await page
      .getByRole('navigation', { name: 'Tables' })
      .getByRole('button', { name: 'Tools', exact: true })
      .click();
    await grid.shows({ row: 0, column: 'Name' }, 'first of Tools');
    await grid.press('Control+z');
    await page.getByText('Undone in “Plants”').first().waitFor();
    await grid.shows({ row: 0, column: 'Name' }, 'first of Plants');
  });

  it('keeps a record whose sort value is changed under the cursor until it is left', async () => {
    const person = await newPerson(system, 'Lea');
    const { baseId } = await newBase(system, person, 'Garden', [
      {
        name: 'Plants',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Notes', type: 'singleLineText' },
        ],
        records: ['Aloe', 'Birch', 'Cedar'].map((Name) => ({ Name })),
      },
    ]);
    const grid = await open(person, `/${baseId}`);
    const { page } = grid;
    await page.getByRole('button', { name: 'Sort' }).click();
    const sorted = page.waitForResponse((response) => response.url().includes('/rows?'));
    await page.getByRole('button', { name: 'Sort by a field' }).click();
    await sorted;
    await grid.press('Escape');
    await grid.home();
    await grid.shows({ row: 0, column: 'Name' }, 'Aloe');
    await page.keyboard.type('Zinnia');
    await grid.press('Tab');
    await until(async () => expect(names(await listed(person, baseId, 'Plants'))).toContain('Zinnia'));
    await page.keyboard.type('tall');
    await grid.press('Shift+Tab');
    await grid.shows({ row: 0, column: 'Notes' }, 'tall');
    await grid.shows({ row: 0, column: 'Name' }, 'Zinnia');
    await grid.press('ArrowDown');
    await grid.shows({ row: 0, column: 'Name' }, 'Birch');
    await grid.shows({ row: 2, column: 'Name' }, 'Zinnia');
  });
});
