import type { BaseSchema, Table } from '@pyairtable/contracts';
import { newBase, newPerson } from '@pyairtable/integration';
import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { TestBrowser } from './browser';
import { GridPage } from './grid-page';
import { signIn } from './sign-in';
import { until } from './until';

/** Longer than the page takes to save a record and to read rows again that may have moved. */
const SETTLED_MS = 1_200;
const PLANTS = 300;

describe('a record added in a sorted or filtered view', () => {
  const system = inject('system');
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await TestBrowser.start();
  });
  afterAll(() => browser?.stop());

  it('stays under the cursor while it is filled in, and goes to its place when the cursor leaves it', async () => {
    const person = await newPerson(system, 'Lea');
    const { baseId } = await newBase(system, person, 'Garden', [
      {
        name: 'Plants',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Notes', type: 'singleLineText' },
        ],
        records: Array.from({ length: PLANTS }, (_, number) => ({ Name: `Plant ${1_000 + number}` })),
      },
    ]);
    const page = await browser.page(system.baseUrl);
    await signIn(page, person, `/${baseId}`);
    const grid = new GridPage(page);
    await grid.ready();
    // The rows of the new order come late: what is asked for meanwhile is done when they are there.
    let release: () => void = () => undefined;
    const late = new Promise<void>((resolve) => (release = resolve));
    await page.route(/\/rows\?/, async (route) => {
      await late;
      await route.continue();
    });
    const asked = page.waitForRequest(/\/rows\?/);
    await page.getByRole('button', { name: 'Sort' }).click();
    await page.getByRole('button', { name: 'Sort by a field' }).click();
    await page.getByRole('button', { name: 'Sorted by 1 field' }).waitFor();
    await page.keyboard.press('Escape');
    await asked;
    await grid.home();
    await grid.press('Shift+Enter');
    release();
    await grid.activeRow(PLANTS);
    await page.waitForTimeout(SETTLED_MS);
    await page.keyboard.type('Aloe');
    await grid.press('Tab');
    await page.waitForTimeout(SETTLED_MS);
    await page.keyboard.type('Keep it dry');
    await grid.press('Enter');
    await grid.shows({ row: PLANTS, column: 'Notes' }, 'Keep it dry');
    await grid.shows({ row: PLANTS, column: 'Name' }, 'Aloe');

    // By way of the line below, from which the record is not left yet.
    await grid.press('ArrowUp', 'ArrowUp');
    await grid.shows({ row: PLANTS, column: 'Name' }, `Plant ${1_000 + PLANTS - 1}`);
    await grid.home();
    await grid.shows({ row: 0, column: 'Name' }, 'Aloe');
    await grid.shows({ row: 0, column: 'Notes' }, 'Keep it dry');
    await grid.shows({ row: 1, column: 'Name' }, 'Plant 1000');
    expect(await grid.recordCount()).toBe(PLANTS + 1);
  });

  it('stays under the cursor each time one is made that the filter does not show, and has what was typed', async () => {
    const person = await newPerson(system, 'Fil');
    const { baseId } = await newBase(system, person, 'Tasks', [
      {
        name: 'Tasks',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Stage', type: 'singleLineText' },
        ],
        records: [
          { Name: 'One', Stage: 'Begun' },
          { Name: 'Two', Stage: 'Begun' },
          { Name: 'Three', Stage: 'Done' },
        ],
      },
    ]);
    const page = await browser.page(system.baseUrl);
    await signIn(page, person, `/${baseId}`);
    const grid = new GridPage(page);
    await grid.ready();
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByRole('button', { name: 'Add condition' }).click();
    await page.getByRole('combobox', { name: 'Field' }).click();
    await page.getByRole('option', { name: 'Stage' }).click();
    await page.getByLabel('Value for Stage').fill('Beg');
    await page.keyboard.press('Enter');
    await grid.counts(2);
    await page.keyboard.press('Escape');

    // "contains" gives a record nothing, so that it is not one of these rows when it is left.
    for (const name of ['First', 'Second', 'Third']) {
      await grid.home();
      await grid.press('Shift+Enter');
      await grid.activeRow(2);
      await page.waitForTimeout(SETTLED_MS);
      await page.keyboard.type(name);
      await grid.press('Enter');
      await grid.shows({ row: 2, column: 'Name' }, name);
      await grid.press('ArrowUp', 'ArrowUp');
      await grid.counts(2);
    }
    await page.getByRole('button', { name: '1 condition' }).click();
    await page.getByRole('button', { name: 'Remove condition' }).click();
    await grid.counts(6);
    const names = await Promise.all([3, 4, 5].map((row) => grid.text({ row, column: 'Name' })));
    expect(names).toEqual(['First', 'Second', 'Third']);
  });

  it.each<[string, (page: Page) => Promise<void>]>([
    ['the button', (page) => page.getByRole('button', { name: 'New record' }).click()],
    [
      'the command',
      async (page) => {
        await page.keyboard.press('Control+k');
        await page.keyboard.type('Add a record');
        await page.getByRole('option', { name: 'Add a record' }).waitFor();
        await page.keyboard.press('Enter');
      },
    ],
  ])('is followed by the next one at Enter, wherever it stands, that %s has made', async (_, add) => {
    const person = await newPerson(system, 'Ada');
    const { baseId } = await newBase(system, person, 'Trees', [
      {
        name: 'Trees',
        fields: [{ name: 'Name', type: 'singleLineText' }],
        records: [{ Name: 'Birch' }, { Name: 'Cedar' }],
      },
    ]);
    const ask = async (method: string, path: string, body?: object) => {
      const headers = { authorization: `Bearer ${person.token}`, 'content-type': 'application/json' };
      const sent = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
      return (await fetch(`${system.baseUrl}${path}`, sent)).json();
    };
    const { tables } = (await ask('GET', `/v1/bases/${baseId}`)) as BaseSchema;
    const [{ id, fields, views } = {} as Table] = tables;
    const sort = [{ fieldId: fields[0]?.id, direction: 'asc' }];
    await ask('PATCH', `/v1/bases/${baseId}/tables/${id}/views/${views[0]?.id ?? ''}`, { sort });
    const page = await browser.page(system.baseUrl);
    await signIn(page, person, `/${baseId}`);
    const grid = new GridPage(page);
    await grid.ready();
    await grid.home();
    await add(page);
    await grid.activeRow(2);
    // Somebody else's comes to stand below the one that is filled in.
    await ask('POST', `/v0/${baseId}/Trees`, { fields: { Name: 'Yew' } });
    await grid.shows({ row: 3, column: 'Name' }, 'Yew');
    await page.keyboard.type('Ash');
    await grid.press('Enter');
    await page.keyboard.type('Oak');
    await grid.press('Enter');
    await grid.hasRecords(5);
    await until(async () => {
      const { records } = (await ask('GET', `/v0/${baseId}/Trees`)) as {
        records: { fields: { Name: string } }[];
      };
      expect(records.map(({ fields }) => fields.Name)).toEqual(['Birch', 'Cedar', 'Ash', 'Yew', 'Oak']);
    });
  });
});
