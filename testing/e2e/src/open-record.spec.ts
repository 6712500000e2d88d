import type { BaseSchema } from '@pyairtable/contracts';
import { newBase, newPerson } from '@pyairtable/integration';
import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { TestBrowser } from './browser';
import { GridPage } from './grid-page';
import { rulesBroken } from './rules-broken';
import { signIn } from './sign-in';
import { until } from './until';

const CHOICES = { choices: [{ name: 'Open' }, { name: 'Done' }] };
const ISO = { dateFormat: { name: 'iso' } };

/** All that a person fills in by hand, each with something in it. */
const FIELDS: Record<string, { type: string; options?: Record<string, unknown>; cell: unknown }> = {
  Name: { type: 'singleLineText', cell: 'Fern' },
  Story: { type: 'multilineText', cell: 'Of ferns.\nAnd ivy.' },
  Notes: { type: 'richText', cell: '**Shade** and [more](https://example.com)\n' },
  Mail: { type: 'email', cell: 'fern@garden.example' },
  Site: { type: 'url', cell: 'https://garden.example' },
  Phone: { type: 'phoneNumber', cell: '0123' },
  Seeds: { type: 'number', options: { precision: 0 }, cell: 12 },
  Share: { type: 'percent', options: { precision: 0 }, cell: 0.5 },
  Price: { type: 'currency', options: { precision: 2, symbol: '$' }, cell: 3 },
  Grows: { type: 'duration', options: { durationFormat: 'h:mm' }, cell: 3_600 },
  Code: { type: 'barcode', cell: { text: '123' } },
  Rank: { type: 'rating', options: { icon: 'star', max: 5, color: 'yellowBright' }, cell: 3 },
  Ready: { type: 'checkbox', options: { icon: 'check', color: 'greenBright' }, cell: true },
  Planted: { type: 'date', options: ISO, cell: '2026-11-30' },
  Stage: { type: 'singleSelect', options: CHOICES, cell: 'Done' },
  Kinds: { type: 'multipleSelects', options: CHOICES, cell: ['Open', 'Done'] },
  Files: {
    type: 'multipleAttachments',
    cell: [{ url: 'https://garden.example/fern.png', filename: 'fern.png' }],
  },
};
const PEOPLE = ['Owner', 'Helpers'];

describe('an open record', () => {
  const system = inject('system');
  let browser: TestBrowser;
  let page: Page;
  let grid: GridPage;
  beforeAll(async () => {
    browser = await TestBrowser.start();
    const person = await newPerson(system, 'Ria');
    const { baseId } = await newBase(system, person, 'Garden', [
      {
        name: 'Plants',
        fields: [
          ...Object.entries(FIELDS).map(([name, { type, options }]) => ({
            name,
            type,
            ...(options ? { options } : {}),
          })),
          { name: 'Owner', type: 'singleCollaborator' },
          { name: 'Helpers', type: 'multipleCollaborators' },
          { name: 'Beside', type: 'multipleRecordLinks', options: { linkedTable: 'Plants' } },
        ],
      },
    ]);
    const ask = async <T>(path: string, body?: object): Promise<T> => {
      const answer = await fetch(system.baseUrl + path, {
        method: body ? 'POST' : 'GET',
        headers: { authorization: `Bearer ${person.token}`, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
      return (await answer.json()) as T;
    };
    const { tables } = await ask<BaseSchema>(`/v1/bases/${baseId}`);
    const records = `/v0/${baseId}/${tables[0]?.id ?? ''}`;
    const cells = Object.fromEntries(Object.entries(FIELDS).map(([name, { cell }]) => [name, cell]));
    const { id } = await ask<{ id: string }>(records, { fields: { Name: 'Ivy' } });
    const filled = { ...cells, Owner: { id: person.id }, Helpers: [{ id: person.id }], Beside: [id] };
    const fern = await ask<{ id: string }>(records, { fields: filled });
    page = await browser.page(system.baseUrl);
    grid = new GridPage(page);
    await signIn(page, person, `/${baseId}/${tables[0]?.id ?? ''}?record=${fern.id}`);
    await panel().getByRole('heading', { name: 'Fern' }).waitFor();
  });
  afterAll(() => browser?.stop());

  const panel = () => page.getByRole('region', { name: /^Record / });

  it('keeps the rules of accessibility, whatever it shows', async () => {
    expect(await rulesBroken(page)).toEqual([]);
  });

  it.each(['Stage', 'Kinds', ...PEOPLE, 'Beside'])('keeps them in the list of %s too', async (field) => {
    await panel()
      .getByRole('button', { name: new RegExp(`^${field} `) })
      .focus();
    await grid.press('Enter');
    await page.getByRole('combobox', { name: field }).and(page.locator(':focus')).waitFor();
    await page.getByRole('option').first().waitFor();
    expect(await rulesBroken(page)).toEqual([]);
    await grid.press('Escape');
    await page.getByRole('combobox').waitFor({ state: 'detached' });
  });

  it('keeps them in the calendar too', async () => {
    await panel().getByRole('button', { name: 'Open calendar' }).focus();
    await grid.press('Enter');
    await page.getByRole('dialog', { name: 'Calendar for Planted' }).waitFor();
    expect(await rulesBroken(page)).toEqual([]);
    await grid.press('Escape');
  });

  it.each(['Stage', 'Kinds', ...PEOPLE, 'Beside', 'Planted', 'Story', 'Files'])(
    'keeps them in the editor of %s over its cell',
    async (field) => {
      const open = panel();
      if ((await open.count()) > 0) await open.getByRole('button', { name: 'Close' }).click();
      await open.waitFor({ state: 'detached' });
      await grid.home();
      await grid.press('ArrowDown');
      const columns = [...Object.keys(FIELDS), ...PEOPLE, 'Beside'];
      for (let at = columns.indexOf(field); at > 0; at -= 1) await grid.press('ArrowRight');
      await grid.press('Enter');
      const editor = page.locator('.pa-grid-editor').locator('input, textarea').first();
      await editor.and(page.locator(':focus')).waitFor();
      await until(async () => expect(await page.locator('.pa-grid-editor [aria-busy=true]').count()).toBe(0));
      expect(await rulesBroken(page)).toEqual([]);
      await grid.press('Escape');
      await editor.waitFor({ state: 'detached' });
    },
  );
});
