import { randomUUID } from 'node:crypto';
import type { BaseSchema, Table } from '@pyairtable/contracts';
import { newBase, newPerson, type Person } from '@pyairtable/integration';
import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { TestBrowser } from './browser';
import { GridPage } from './grid-page';
import { Relay } from './relay';
import { signIn } from './sign-in';
import { until } from './until';

const isLong = process.env['SOAK'] !== undefined;
const ROWS = isLong ? 100_000 : 6_000;
/** More than may be on their way at a time: only what has not been sent can be stopped. */
const STOPPED_ROWS = isLong ? 100_000 : 20_000;
const BLOCK = 1_000;
const KINDS = ['oak', 'elm', 'ash', 'yew', 'fir'];

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

  /** A base with so many records, in a view that sorts them by name. */
  async function filled(rows: number, isGrouped: boolean): Promise<{ baseId: string; table: Table }> {
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
    for (let at = 0; at < rows; at += BLOCK)
      await ask('POST', `${baseId}/ops`, {
        id: randomUUID(),
        kind: 'records.create',
        tableId: table.id,
        records: Array.from({ length: BLOCK }, (_, next) => ({
          cells: { [name]: `Tree ${((at + next) * 7_919) % rows}`, [kind]: KINDS[(at + next) % 5] },
        })),
      });
    await ask('PATCH', `${baseId}/tables/${table.id}/views/${table.views[0]?.id ?? ''}`, {
      sort: [{ fieldId: name, direction: 'asc' }],
      groups: isGrouped ? [{ fieldId: kind, direction: 'asc' }] : [],
    });
    return { baseId, table };
  }

  const says = (page: Page, text: string) => page.getByText(text, { exact: true }).waitFor();
  const shown = (count: number) => count.toLocaleString('en');
  /** The line that tells how far an act is, not what is spoken of it. */
  const progress = (page: Page, what: string) =>
    page.getByText(new RegExp(`^${what} [\\d,]+ of [\\d,]+ records$`));

  /** The base in a browser, with a way to count its records and one to delete all of them. */
  async function open(rows: number, { isGrouped = false, url = system.baseUrl } = {}) {
    const { baseId, table } = await filled(rows, isGrouped);
    const left = async () =>
      (await ask<{ total: number }>('GET', `${baseId}/tables/${table.id}/rows?start=0&limit=1`)).total;
    const page = await browser.page(url);
    await signIn(page, person, `/${baseId}`);
    const grid = new GridPage(page);
    await grid.ready();
    const box = await page.locator('[data-grid]').boundingBox();
    if (!box) throw new Error('the grid is not on screen');
    await page.mouse.click(box.x + 20, box.y + 17);
    await says(page, `${shown(rows)} selected`);
    const deleteAll = () => page.getByRole('button', { name: 'Delete', exact: true }).click();
    return { page, grid, left, deleteAll };
  }

  it.each([
    ['sorted', false],
    ['sorted and in groups', true],
  ])('goes and comes back whole: %s', async (_how, isGrouped) => {
    const { page, grid, left, deleteAll } = await open(ROWS, { isGrouped });
    const began = performance.now();
    await deleteAll();
    await until(async () => expect(await left()).toBe(0));
    await progress(page, 'Deleting').waitFor({ state: 'detached' });
    await says(page, '0 records');
    const gone = performance.now();
    await grid.press('Control+z');
    await progress(page, 'Bringing back').waitFor({ state: 'detached' });
    await says(page, `${shown(ROWS)} records`);
    await until(async () => expect(await left()).toBe(ROWS));
    const seconds = (ms: number) => (ms / 1_000).toFixed(1);
    console.log(
      `${shown(ROWS)} records: ${seconds(gone - began)} s to delete, ${seconds(performance.now() - gone)} s to undo`,
    );
  });

  it('can be stopped halfway, and what is gone by then comes back', async () => {
    const wire = await Relay.to(system.baseUrl);
    onTestFinished(() => wire.stop());
    const { page, grid, left, deleteAll } = await open(STOPPED_ROWS, { url: wire.url });
    // Nothing is heard of what was sent, so that the rest waits for whoever stops it.
    wire.hold();
    await deleteAll();
    await progress(page, 'Deleting').waitFor();
    // Nothing is empty that may come back yet.
    for (const text of ['0 records', 'No records yet'])
      expect(await page.getByText(text, { exact: true }).count()).toBe(0);
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page
      .getByText(/^Stopped: [\d,]+ records deleted, [\d,]+ records not$/)
      .first()
      .waitFor();
    wire.release();
    await progress(page, 'Deleting').waitFor({ state: 'detached' });
    const kept = await left();
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(STOPPED_ROWS);
    await says(page, `${shown(kept)} records`);
    await grid.press('Control+z');
    await says(page, `${shown(STOPPED_ROWS)} records`);
    await until(async () => expect(await left()).toBe(STOPPED_ROWS));
  });
});
