import { newBase, newPerson, type Person } from '@pyairtable/integration';
import type { Locator, Page } from 'playwright-core';
import { inject } from 'vitest';
import { TestBrowser } from './browser';
import { GridPage } from './grid-page';
import { signIn } from './sign-in';

const TABLES = 26;

/** Whether an entry of a list is within what of the list is in sight. */
const isWithin = (entry: Locator): Promise<boolean> =>
  entry.evaluate((element) => {
    const bar = (element.closest('ul, nav') as Element).getBoundingClientRect();
    const own = element.getBoundingClientRect();
    return (
      own.left >= bar.left - 1 &&
      own.right <= bar.right + 1 &&
      own.top >= bar.top - 1 &&
      own.bottom <= bar.bottom + 1
    );
  });

/** Whatever a page offers can be reached: by keys alone, by touch alone, and when there is much of it. */
describe('what a base offers', () => {
  const system = inject('system');
  let browser: TestBrowser;
  let person: Person;
  let baseId: string;

  beforeAll(async () => {
    browser = await TestBrowser.start();
    person = await newPerson(system, 'Kim');
    const tables = Array.from({ length: TABLES }, (_, index) => ({
      name: index === 0 ? 'Plants' : `Shelf number ${String(index + 1)}`,
      fields: [
        { name: 'Name', type: 'singleLineText' },
        {
          name: 'Kinds',
          type: 'multipleSelects',
          options: { choices: [{ name: 'red' }, { name: 'blue' }, { name: 'green' }] },
        },
        { name: 'Seeds', type: 'number', options: { precision: 0 } },
      ],
      records: index === 0 ? [{ Name: 'Fern', Seeds: 12 }, { Name: 'Ivy' }] : [],
    }));
    ({ baseId } = await newBase(system, person, 'Garden', tables));
  });
  afterAll(() => browser?.stop());

  async function open(options?: Parameters<TestBrowser['page']>[1]): Promise<[Page, GridPage]> {
    const page = await browser.page(system.baseUrl, options);
    await signIn(page, person);
    const grid = new GridPage(page);
    await grid.open(baseId);
    return [page, grid];
  }

  async function openPalette(page: Page): Promise<void> {
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Type a command').and(page.locator(':focus')).waitFor();
  }

  it('is chosen from lists one search after the other', async () => {
    const [page, grid] = await open();
    await grid.home();
    await grid.press('ArrowRight', 'Enter');
    await page.keyboard.type('red');
    await grid.press('Enter');
    await page.keyboard.type('blue');
    await grid.press('Enter', 'Escape');
    await grid.shows({ row: 0, column: 'Kinds' }, 'red, blue');
  });

  it('is in reach of keys: the menu of a field, the type of a new one, and every part of the page', async () => {
    const [page, grid] = await open();
    await grid.home();
    await grid.press('ArrowRight', 'Alt+ArrowDown');
    await page.getByRole('menu', { name: 'Field Kinds' }).waitFor();
    await grid.press('End', 'ArrowUp', 'Enter');
    await page
      .getByRole('grid')
      .getByRole('columnheader', { name: 'Kinds', exact: true })
      .waitFor({ state: 'detached' });

    await openPalette(page);
    await page.keyboard.type('add a field');
    await grid.press('Enter');
    await page.getByLabel('Field name').and(page.locator(':focus')).waitFor();
    await page.keyboard.type('Note');
    // From the name or from the list itself.
    await grid.press('Tab', 'ArrowDown', 'Enter');
    await page.getByRole('button', { name: /Long text/ }).waitFor();
    await grid.press('Enter');
    await page.getByRole('grid').getByRole('columnheader', { name: 'Note', exact: true }).waitFor({
      state: 'attached',
    });

    await grid.home();
    await grid.press('F6');
    await page.locator('[data-grid-focus]:focus').waitFor({ state: 'detached' });
    await grid.press('Shift+F6');
    await page.locator('[data-grid-focus]:focus').waitFor({ state: 'attached' });
    await grid.press('Control+/');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.getByText('Menu of the field').waitFor();
  });

  it('is gone round by F6, a notice among its parts, and back by Shift', async () => {
    const [page, grid] = await open();
    await grid.home();
    // A notice that stays long enough: it has something to take back.
    await grid.press('ArrowRight', 'Shift+Space', 'Delete');
    await page.getByText('1 record deleted').first().waitFor();
    await grid.press('ArrowLeft', 'Space');
    await page.getByRole('region', { name: /^Record / }).waitFor();
    /** The number of the part that has the keyboard, of those on the page. */
    const part = () =>
      page.evaluate(() => {
        const parts = [...document.querySelectorAll('[data-region]')].filter((one) => one.checkVisibility());
        const at = parts.findIndex((one) => one.contains(document.activeElement));
        return { at, count: parts.length, name: parts[at]?.getAttribute('aria-label') ?? null };
      });
    const { at: first, count } = await part();
    const round: Awaited<ReturnType<typeof part>>[] = [];
    for (let step = 0; step < count; step += 1) {
      await grid.press('F6');
      round.push(await part());
    }
    expect(round.map(({ at }) => at)).toEqual(round.map((_, step) => (first + step + 1) % count));
    expect(round.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['View', 'Notifications', expect.stringMatching(/^Record /)]),
    );
    await grid.press('Shift+F6');
    expect((await part()).at).toBe((first + count - 1) % count);
    // As the next one finds it.
    const notices = page.getByRole('region', { name: 'Notifications' });
    await notices.getByRole('button', { name: 'Undo', exact: true }).click();
    await grid.shows({ row: 0, column: 'Name' }, 'Fern');
  });

  it('is found by the palette: commands by the beginnings of words, records by their title', async () => {
    const [page] = await open();
    await openPalette(page);
    await page.keyboard.type('sort');
    await page.getByRole('option', { name: 'Sort records' }).waitFor();
    await expect.poll(() => page.getByRole('option').count()).toBe(1);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Sort' }).waitFor();
    await page.keyboard.press('Escape');
    await openPalette(page);
    await page.keyboard.type('hide');
    await page.getByRole('option', { name: 'Hide or show fields' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByLabel('Find a field').and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Escape');
    await openPalette(page);
    await page.keyboard.type('ort');
    await page.getByText('Nothing matches.').waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('iv');
    await page.getByRole('option', { name: 'Ivy' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Record Ivy' }).waitFor();
    // In the view that is open, not in the table's first.
    await page.waitForURL(/\/tbl\w+\/viw\w+\?record=rec/);
  });

  it('is opened by a finger: a record, and the menu of a field', async () => {
    const [page, grid] = await open({
      viewport: { width: 390, height: 780 },
      hasTouch: true,
      isMobile: true,
    });
    const box = await grid.grid.boundingBox();
    if (!box) throw new Error('no grid');
    await page.touchscreen.tap(box.x + 120, box.y + 17);
    await page.getByRole('menu', { name: 'Field Name' }).waitFor();
    await page.keyboard.press('Escape');
    const second = box.y + 34 + 32 + 16;
    await page.touchscreen.tap(box.x + 120, second);
    await grid.activeRow(1);
    await page.touchscreen.tap(box.x + 20, second);
    await page.getByRole('region', { name: 'Record Ivy' }).waitFor();
    await page.getByRole('button', { name: 'History', exact: true }).tap();
    await page.getByRole('list', { name: 'History' }).or(page.getByText('Nothing yet')).first().waitFor();
    await page.getByRole('button', { name: 'Close', exact: true }).tap();
    // All that arranges the view stands beside each other, without a swipe that nobody knows of.
    // Where a field is hidden the button says so.
    for (const name of [
      /^(Hide fields|1 hidden field)$/,
      'Filter',
      'Group',
      'Sort',
      'Colour',
      'Row height',
    ]) {
      const at = await page.getByRole('button', { name, exact: true }).boundingBox();
      expect([name, at && at.x + at.width <= 390 - 72]).toEqual([name, true]);
    }
  });

  it('has the open table in sight, and a list of all', async () => {
    const [page] = await open();
    await page.getByRole('button', { name: 'All tables' }).click();
    await page.keyboard.type('shelf number 26');
    await page.keyboard.press('Enter');
    const tab = page.getByRole('navigation', { name: 'Tables' }).getByRole('button', {
      name: 'Shelf number 26',
      exact: true,
    });
    await expect.poll(() => tab.getAttribute('aria-current')).toBe('page');
    await expect.poll(() => isWithin(tab)).toBe(true);
    await page.reload();
    await tab.waitFor();
    await expect.poll(() => isWithin(tab)).toBe(true);
  });

  it('has the open base and table in sight, however many there are and however narrow it gets', async () => {
    const owner = await newPerson(system, 'Lee');
    const tables = Array.from({ length: TABLES }, (_, at) => ({
      name: `Shelf ${String(at)}`,
      fields: [{ name: 'Name', type: 'singleLineText' }],
      records: [{ Name: 'Fern' }],
    }));
    const first = await newBase(system, owner, 'Yard', tables);
    const headers = { authorization: `Bearer ${owner.token}` };
    const page = await browser.page(system.baseUrl);
    await page.setViewportSize({ width: 1280, height: 400 });
    for (let at = 0; at < 12; at++) {
      const data = { name: `Bed ${String(at)}`, workspaceId: first.workspaceId };
      expect((await page.request.post('/v1/bases', { headers, data })).status()).toBe(201);
    }
    await signIn(page, owner);
    const [last] = (
      (await (await page.request.get('/v1/workspaces', { headers })).json()) as {
        workspaces: { id: string; bases: { id: string }[] }[];
      }
    ).workspaces
      .filter(({ id }) => id === first.workspaceId)
      .flatMap(({ bases }) => bases.slice(-1));
    await page.goto(`/${last?.id ?? ''}`);
    const current = (name: string) =>
      page.getByRole('navigation', { name }).locator('[aria-current=page]').first();
    await expect.poll(() => isWithin(current('Main'))).toBe(true);

    await new GridPage(page).open(first.baseId);
    await page.getByRole('button', { name: 'All tables' }).click();
    await page.keyboard.type(`shelf ${String(TABLES - 1)}`);
    await page.keyboard.press('Enter');
    await expect.poll(() => isWithin(current('Tables'))).toBe(true);
    for (const width of [900, 500, 1280]) {
      await page.setViewportSize({ width, height: 400 });
      await expect.poll(() => isWithin(current('Tables'))).toBe(true);
    }
  });

  it('is called by a new name on the whole page, without a reload', async () => {
    const [page] = await open();
    await page.goto('/settings');
    const other = await page.context().newPage();
    await other.goto('/');
    await other.getByRole('button', { name: /^Account of / }).waitFor();
    await page.bringToFront();
    await page.getByRole('button', { name: 'Change name' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('Renamed Person');
    await page.keyboard.press('Enter');
    for (const one of [page, other]) await one.getByRole('button', { name: /Renamed Person/ }).waitFor();
    await page.getByRole('main').getByText('Renamed Person', { exact: true }).waitFor();
    await other.close();
  });

  it('has an address for each tab of the settings', async () => {
    const [page] = await open();
    await page.goto('/settings');
    await page.getByRole('tab', { name: 'Access tokens' }).click();
    await page.waitForURL(/tab=tokens/);
    await page.reload();
    await page.getByRole('tab', { name: 'Access tokens', selected: true }).waitFor();
    await page.goBack();
    await page.getByRole('tab', { name: 'Profile', selected: true }).waitFor();
  });

  it.each([
    ['not arranged', []],
    ['filtered, with hidden fields', ['visibleFieldIds', 'filter']],
    ['grouped and sorted too', ['visibleFieldIds', 'filter', 'groups', 'sort']],
    ['coloured too', ['visibleFieldIds', 'filter', 'groups', 'sort', 'colors']],
  ])('is in sight at each width: all that the bar of a view has that is %s', async (_what, settings) => {
    const [page] = await open();
    const headers = { authorization: `Bearer ${person.token}` };
    const path = `/v1/bases/${baseId}`;
    const { tables } = (await (await page.request.get(path, { headers })).json()) as {
      tables: { id: string; fields: { id: string }[] }[];
    };
    const [table] = tables;
    const [name, kinds, seeds] = table?.fields.map(({ id }) => id) ?? [];
    const condition = { fieldId: name, operator: 'isNotEmpty' };
    const filter = { conjunction: 'and', conditions: [condition, condition] };
    const order = [kinds, seeds].map((fieldId) => ({ fieldId, direction: 'asc' }));
    const all: Record<string, unknown> = {
      visibleFieldIds: [name],
      filter,
      groups: order,
      sort: order,
      colors: { rules: [{ color: 'redBright', filter }] },
    };
    const views = `${path}/tables/${table?.id ?? ''}/views`;
    const called = { name: `What is to be looked at today ${String(settings.length)}` };
    const made = await page.request.post(views, { headers, data: called });
    const { id } = (await made.json()) as { id: string };
    const data = Object.fromEntries(settings.map((setting) => [setting, all[setting]]));
    const arranged = await page.request.patch(`${views}/${id}`, { headers, data });
    expect(arranged.status()).toBe(200);
    await page.goto(`/${baseId}/${table?.id ?? ''}/${id}`);
    const bar = page.getByRole('toolbar', { name: 'View' });
    await bar.waitFor();
    for (const width of [320, 360, 375, 390, 640, 768, 900, 1024, 1130, 1180, 1240, 1280, 1340, 1440]) {
      await page.setViewportSize({ width, height: 600 });
      await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width);
      const hidden = () => bar.evaluate((element) => element.scrollWidth - element.clientWidth);
      await expect.poll(async () => [width, await hidden()]).toEqual([width, 0]);
    }
  });

  it('has its height in a low window: what stands above the bases', async () => {
    const [page] = await open();
    const search = page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Search' });
    const high = (await search.boundingBox())?.height;
    await page.setViewportSize({ width: 1280, height: 200 });
    await expect.poll(() => page.evaluate(() => innerHeight)).toBe(200);
    expect((await search.boundingBox())?.height).toBe(high);
  });

  it('covers no more of the records than it needs to: what they are coloured by', async () => {
    const [page] = await open();
    await page.getByRole('button', { name: 'Colour', exact: true }).click();
    const popover = page.getByRole('dialog', { name: 'Colour' });
    const width = async () => (await popover.boundingBox())?.width;
    await expect.poll(width).toBeLessThan(320);
    await page.getByRole('combobox', { name: 'Colour records by' }).click();
    await page.getByRole('option', { name: 'Conditions' }).click();
    await expect.poll(width).toBeGreaterThan(500);
    await page.getByRole('button', { name: 'Remove colour 1' }).click();
    await expect.poll(width).toBeLessThan(320);
  });

  it('has room on a narrow screen: what conditions compare with, of a filter and of a colour', async () => {
    const [page] = await open({ viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true });
    const asWide = async () => {
      await page.getByRole('button', { name: 'Add condition' }).click();
      const box = page.getByLabel('Value for Name');
      await box.waitFor();
      return (await box.boundingBox())?.width;
    };
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    expect(await asWide()).toBeGreaterThan(160);
    await page.getByRole('button', { name: 'Add group' }).click();
    await expect.poll(() => page.getByLabel('Value for Name').count()).toBe(2);
    expect((await page.getByLabel('Value for Name').last().boundingBox())?.width).toBeGreaterThan(160);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Colour', exact: true }).click();
    await page.getByRole('combobox', { name: 'Colour records by' }).click();
    await page.getByRole('option', { name: 'Conditions' }).click();
    expect(await asWide()).toBeGreaterThan(160);
  });
});
