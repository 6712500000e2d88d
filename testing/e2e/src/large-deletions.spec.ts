import { randomUUID } from 'node:crypto';
import type { BaseSchema, Table } from '@pyairtable/contracts';
import { newBase, newPerson, type Person } from '@pyairtable/integration';
import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { TestBrowser } from './browser';
import { GridPage } from './grid-page';
import { signIn } from './sign-in';
import { until } from './until';

const isLong = process.env['SOAK'] !== undefined;
const ROWS = isLong ? 100_000 : 6_000;
const BLOCK = 1_000;
const KINDS = ['oak', 'elm', 'ash', 'yew', 'fir'];
/** Each step of the long form takes seconds on a machine of its own. */
const STEP_MS = 240_000;

describe(`all of ${ROWS.toLocaleString('en')} records, deleted in a browser`, () => {
  const system = inject('system');
  let browser: TestBrowser;
  let person: Person;
  beforeAll(async () => {
    browser = await TestBrowser.start();
    person = await newPerson(system, 'Iva');
  });
  afterAll(() => browser?.stop());

  async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${system.baseUrl}/v1/bases/${path}`, {
      method,
      headers: { authorization: `Bearer ${person.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  /** A base with so many records in no order; answers its table. */
  async function filled(): Promise<{ baseId: string; table: Table }> {
    const { baseId } = await newBase(system, person, 'Forest', [
      {
        name: 'Trees',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Kind', type: 'singleLineText' },
        ],
      },
    ]);
    const [table] = (await ask<BaseSchema>('GET', baseId)).tables as [Table];
    const [name, kind] = table.fields.map(({ id }) => id) as [string, string];
    for (let at = 0; at < ROWS; at += BLOCK)
      await ask('POST', `${baseId}/ops`, {
        id: randomUUID(),
        kind: 'records.create',
        tableId: table.id,
        records: Array.from({ length: BLOCK }, (_, next) => ({
          cells: { [name]: `Tree ${((at + next) * 7_919) % ROWS}`, [kind]: KINDS[(at + next) % 5] },
        })),
      });
    return { baseId, table };
  }

  const says = (page: Page, text: string) =>
    page.getByText(text, { exact: true }).waitFor({ timeout: STEP_MS });
  const all = ROWS.toLocaleString('en');
  /** The line that tells how far an act is, not what is spoken of it. */
  const progress = (page: Page, what: string) =>
    page.getByText(new RegExp(`^${what} [\\d,]+ of ${all} records$`));

  it.each([
    ['sorted', false],
    ['sorted and in groups', true],
  ])(
    'goes and comes back whole, and can be stopped halfway where it takes long: %s',
    async (_how, isGrouped) => {
      const { baseId, table } = await filled();
      const [name, kind] = table.fields.map(({ id }) => id) as [string, string];
      await ask('PATCH', `${baseId}/tables/${table.id}/views/${table.views[0]?.id ?? ''}`, {
        sort: [{ fieldId: name, direction: 'asc' }],
        groups: isGrouped ? [{ fieldId: kind, direction: 'asc' }] : [],
      });
      const left = async () =>
        (await ask<{ total: number }>('GET', `${baseId}/tables/${table.id}/rows?start=0&limit=1`)).total;
      const page = await browser.page(system.baseUrl);
      await signIn(page, person, `/${baseId}`);
      const grid = new GridPage(page);
      await grid.ready();
      const box = await page.locator('[data-grid]').boundingBox();
      if (!box) throw new Error('the grid is not on screen');
      const deleteAll = async () => {
        await page.mouse.click(box.x + 20, box.y + 17);
        await says(page, `${all} selected`);
        await page.getByRole('button', { name: 'Delete', exact: true }).click();
      };

      const began = performance.now();
      await deleteAll();
      await says(page, '0 records');
      await until(async () => expect(await left()).toBe(0));
      await progress(page, 'Deleting').waitFor({ state: 'detached', timeout: STEP_MS });
      const gone = performance.now();
      await grid.press('Control+z');
      await progress(page, 'Bringing back').waitFor({ state: 'detached', timeout: STEP_MS });
      await says(page, `${all} records`);
      await until(async () => expect(await left()).toBe(ROWS));
      const seconds = (ms: number) => (ms / 1_000).toFixed(1);
      console.log(
        `${all} records: ${seconds(gone - began)} s to delete, ${seconds(performance.now() - gone)} s to undo`,
      );

      // Fewer are gone before anybody could stop it.

      if (!isLong) return;

      await deleteAll();

      await progress(page, 'Deleting').waitFor();
      await page.getByRole('button', { name: 'Cancel', exact: true }).click();
      await page.getByText('Stopped, the rest is as it was').first().waitFor();
      await until(async () => expect(await left()).toBeGreaterThan(0));
      await grid.press('Control+z');
      await says(page, `${all} records`);
      await until(async () => expect(await left()).toBe(ROWS));
    },
    900_000,
  );
});
