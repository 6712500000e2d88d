import { newBase, newPerson, type Person } from '@pyairtable/integration';
import type { BaseSchema, Table } from '@pyairtable/contracts';
import { inject } from 'vitest';
import { TestBrowser } from './browser';
import { GridPage } from './grid-page';
import { rush } from './rush';
import { signIn } from './sign-in';
import { until } from './until';

const TASKS = {
  name: 'Tasks',
  fields: [
    { name: 'Name', type: 'singleLineText' },
    { name: 'Notes', type: 'singleLineText' },
    { name: 'Place', type: 'singleLineText' },
  ],
  records: [
    { Name: 'First', Notes: 'a', Place: 'x' },
    { Name: 'Second', Notes: 'b', Place: 'y' },
  ],
};

describe('text that somebody types', () => {
  const system = inject('system');
  let browser: TestBrowser;
  let owner: Person;
  let noor: Person;
  let grid: GridPage;
  let base: BaseSchema;

  /** Something that the owner does meanwhile. */
  async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${system.baseUrl}/v1/bases/${base.id}${path}`, {
      method,
      headers: { authorization: `Bearer ${owner.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
  const tasks = (): Table => base.tables.find(({ name }) => name === 'Tasks') as Table;
  const fieldOf = (name: string) => tasks().fields.find((field) => field.name === name)?.id ?? '';
  async function deleteFirst(): Promise<void> {
    const path = `/tables/${tasks().id}/rows?start=0&limit=1`;
    const { rows } = await ask<{ rows: { id: string }[] }>('GET', path);
    await ask('POST', '/ops', {
      id: crypto.randomUUID(),
      kind: 'records.delete',
      tableId: tasks().id,
      recordIds: rows.map(({ id }) => id),
    });
  }
  /** All values that stand in the base, table by table. */
  const values = async () => {
    const { tables } = await ask<BaseSchema>('GET', '');
    const rows = await Promise.all(
      tables.map(({ id }) =>
        ask<{ rows: { cells: Record<string, unknown> }[] }>('GET', `/tables/${id}/rows?start=0&limit=50`),
      ),
    );
    return rows.map((table) => table.rows.map(({ cells }) => Object.values(cells).join()));
  };

  beforeAll(async () => {
    browser = await TestBrowser.start();
    [owner, noor] = [await newPerson(system, 'Olga'), await newPerson(system, 'Noor Haddad')];
    grid = new GridPage(await browser.page(system.baseUrl));
    // A base is shared with people who have been here.
    await signIn(grid.page, noor, '/');
  });
  afterAll(() => browser?.stop());
  beforeEach(async () => {
    const { baseId } = await newBase(system, owner, 'Plans', [
      { name: 'People', fields: [{ name: 'Name', type: 'singleLineText' }], records: [{ Name: 'Ada' }] },
      TASKS,
    ]);
    base = { id: baseId } as BaseSchema;
    base = await ask<BaseSchema>('GET', '');
    await ask('POST', '/collaborators', { email: noor.email, permissionLevel: 'edit' });
    await grid.page.goto(`/${baseId}/${tasks().id}`);
    await grid.ready();
  });

  const dialog = () => grid.page.getByRole('dialog', { name: 'Your text was not saved' });
  /** What is written shows in the next frame, before the server has it. */
  const painted = () =>
    grid.page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
        }),
    );
  const kept = () => dialog().getByLabel('What you typed').inputValue();

  it.each([
    ['field', () => ask('DELETE', `/tables/${tasks().id}/fields/${fieldOf('Notes')}`), '“Notes” was deleted'],
    ['table', () => ask('DELETE', `/tables/${tasks().id}`), 'The table was deleted'],
    ['record', () => deleteFirst(), 'The record was deleted'],
    [
      'right to write',
      () => ask('PATCH', `/collaborators/${noor.id}`, { permissionLevel: 'read' }),
      'You may no longer change records',
    ],
    [
      'column',
      () =>
        ask('PATCH', `/tables/${tasks().id}/views/${tasks().views[0]?.id ?? ''}`, {
          visibleFieldIds: [fieldOf('Name'), fieldOf('Place')],
        }),
      '“Notes” was hidden while you typed',
    ],
  ])('goes nowhere else when its %s goes under the grid’s editor', async (_, take, why) => {
    await grid.home();
    await grid.press('ArrowRight');
    await grid.page.keyboard.type('Half of');
    await take();
    await grid.page.keyboard.type(' a very long sentence that somebody goes on typing', { delay: 15 });
    await dialog().getByText(why).waitFor();
    expect(await kept()).toMatch(/^Half of/);
    await grid.page.keyboard.type('still typing');
    await grid.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await grid.page.keyboard.type('and after');
    // An editor that took the letters would have them neither in the grid nor on the server yet, but for Enter.
    await grid.press('Enter');
    await painted();
    const shown = await grid.page.locator('[role=gridcell]').allTextContents();
    expect(shown.join()).not.toMatch(/typ|sentence|after|Half/);
    expect((await values()).flat().join()).not.toMatch(/typ|sentence|after|Half/);
  });

  it.each([
    ['field', () => ask('DELETE', `/tables/${tasks().id}/fields/${fieldOf('Notes')}`)],
    ['table', () => ask('DELETE', `/tables/${tasks().id}`)],
    ['right to write', () => ask('PATCH', `/collaborators/${noor.id}`, { permissionLevel: 'read' })],
  ])('is kept when its %s goes under an open record', async (_, take) => {
    await grid.home();
    await grid.press('Space');
    const box = grid.page.getByRole('region', { name: /^Record/ }).getByRole('textbox', { name: 'Notes' });
    await box.fill('Typed in the record');
    await take();
    await dialog().waitFor();
    expect(await kept()).toBe('Typed in the record');
    expect((await values()).flat().join()).not.toContain('Typed');
    await grid.press('Escape');
  });

  it.each(['Notes', 'Place'])('goes nowhere when %s is deleted before its first letter', async (name) => {
    await grid.home();
    await grid.press(...(name === 'Notes' ? ['ArrowRight'] : ['ArrowRight', 'ArrowRight']));
    await ask('DELETE', `/tables/${tasks().id}/fields/${fieldOf(name)}`);
    await grid.grid.locator('[role=columnheader]', { hasText: name }).waitFor({ state: 'detached' });
    await grid.page.keyboard.type('too late');
    await grid.press('Enter');
    expect(await grid.active()).toBeNull();
    expect((await values()).flat().join()).not.toContain('late');
  });

  it('is all that is written: an editor left as it was opened takes back nothing, wherever its row went', async () => {
    const notes = async () =>
      (
        await ask<{ rows: { id: string; cells: Record<string, unknown> }[] }>(
          'GET',
          `/tables/${tasks().id}/rows?start=0&limit=9`,
        )
      ).rows.map(({ id, cells }) => [id, cells[fieldOf('Notes')]]);
    const [[first], [second]] = (await notes()) as [[string], [string]];
    const act = (kind: string, rest: object) =>
      ask('POST', '/ops', { id: crypto.randomUUID(), kind, tableId: tasks().id, ...rest });
    await grid.home();
    await grid.press('ArrowRight', 'ArrowDown', 'Enter');
    await grid.page.getByRole('textbox', { name: 'Notes' }).waitFor();
    await act('records.update', { records: [{ id: second, cells: { [fieldOf('Notes')]: 'by Olga' } }] });
    await act('records.delete', { recordIds: [first] });
    await grid.hasRecords(1);
    await grid.press('Tab');
    await grid.shows({ row: 0, column: 'Notes' }, 'by Olga');
    await grid.page.keyboard.type('p');
    await grid.press('Enter');
    await grid.shows({ row: 0, column: 'Place' }, 'p');
    await until(async () => expect(await notes()).toEqual([[second, 'by Olga']]));
  });

  it('goes nowhere when its record is deleted before its first letter', async () => {
    await grid.home();
    await deleteFirst();
    await grid.hasRecords(1);
    await grid.page.keyboard.type('too late');
    await grid.press('Enter');
    expect(await grid.active()).toBeNull();
    expect((await values()).flat().join()).not.toContain('late');
  });

  it('is saved by Back and by a reload', async () => {
    await grid.page
      .getByRole('navigation', { name: 'Tables' })
      .getByRole('button', { name: 'People' })
      .click();
    await grid.shows({ row: 0, column: 'Name' }, 'Ada');
    await grid.home();
    await grid.page.keyboard.type('Ada Lovelace');
    await grid.page.goBack();
    await grid.shows({ row: 0, column: 'Name' }, 'First');
    await until(async () => expect((await values()).flat()).toContain('Ada Lovelace'));

    await grid.home();
    await grid.page.keyboard.type('Reloaded');
    await grid.page.reload();
    await grid.shows({ row: 0, column: 'Name' }, 'Reloaded');
    await until(async () => expect((await values()).flat().join()).toContain('Reloaded'));
    await grid.page.goto(`/${base.id}`);
  });

  it('is saved by Back where the page before is still there, to be shown at once', async () => {
    await grid.page.goto('/');
    await grid.page.locator(`a[href^="/${base.id}"]`).first().click();
    await grid.page.getByRole('grid').waitFor();
    await grid.home();
    await grid.page.keyboard.type('From home');
    await grid.page.goBack();
    await grid.page.getByRole('heading', { name: 'Home' }).waitFor();
    await until(async () => expect((await values()).flat().join()).toContain('From home'));
    await grid.page.goto(`/${base.id}`);
  });

  /** Has the rows read anew, and the answer wait until the result is called. */
  async function reading(...stand: string[]): Promise<() => Promise<void>> {
    const { page } = grid;
    let answer = () => undefined as void;
    const held = new Promise<void>((done) => (answer = done));
    await grid.home();
    await grid.press(...stand);
    await page.route(/\/rows\?/, async (route) => {
      await held;
      await route.continue();
    });
    const asked = page.waitForRequest(/\/rows\?/);
    const { id, primaryFieldId, views } = tasks();
    const sort = [{ fieldId: primaryFieldId, direction: 'desc' }];
    await ask('PATCH', `/tables/${id}/views/${views[0]?.id}`, { sort });
    await asked;
    return async () => {
      answer();
      // A request that is still held must be let go by its own handler alone.
      await page.unrouteAll({ behavior: 'wait' });
    };
  }
  const names = async () => (await values())[1]?.map((row) => row.split(',')[0]).sort();

  it.each<[string, string[], (string | undefined)[]]>([
    ['asked for by key', ['Shift+Enter'], ['First', 'Second', 'Third']],
    ['edited by F2', ['F2'], ['First', 'SecondThird']],
    ['edited anew by F2', ['F2', 'Control+a'], ['First', 'Third']],
    ['opened', ['Space'], ['First', 'Second']],
    ['left for the menu of its column', ['F2', 'Escape', 'Alt+ArrowUp'], ['First', 'Second']],
  ])('reaches its record where that is %s while the rows are read anew', async (_what, keys, expected) => {
    // It is the last, and the first by the time it is there again.
    const answer = await reading('ArrowDown');
    await rush(grid.page, ...keys, ...'Third', 'Enter');
    await answer();
    await until(async () => expect(await names()).toEqual(expected));
  });

  it('reaches the record that is asked for by the palette while the rows are read anew', async () => {
    const answer = await reading();
    await rush(grid.page, 'Control+k', ...'Add a record');
    await grid.page.getByRole('option', { name: 'Add a record' }).waitFor();
    await rush(grid.page, 'Enter', ...'Third', 'Tab', ...'c', 'Enter');
    await answer();
    await until(async () => expect((await values())[1]).toContain('Third,c'));
    expect(await names()).toEqual(['First', 'Second', 'Third']);
  });

  it('reaches the record that it begins on the line below while the rows are read anew', async () => {
    const answer = await reading('ArrowDown', 'Enter', 'Enter');
    await rush(grid.page, ...'Third', 'Enter');
    await answer();
    await until(async () => expect(await names()).toContain('Third'));
  });

  it('is kept where the record that it was typed for is given up', async () => {
    const answer = await reading();
    // The palette is left by its own Escape: what is kept comes behind that.
    await rush(grid.page, 'Shift+Enter', ...'Third', 'Control+k', ...'new', 'Escape');
    await dialog().getByText('was not added').waitFor();
    expect(await kept()).toBe('Third');
    await answer();
    await grid.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    expect(await names()).toEqual(['First', 'Second']);
  });

  it('is asked for before its page goes while it waits for its record', async () => {
    const { page } = grid;
    const answer = await reading();
    await page.keyboard.type('Third');
    const question = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    const dialog = await question;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await answer();
    await page.keyboard.press('Enter');
    await until(async () => expect((await values()).flat().join()).toContain('Third'));
  });
});
