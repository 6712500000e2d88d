import { newBase, newPerson, type Person } from '@pyairtable/integration';
import type { Locator, Page } from 'playwright-core';
import { inject } from 'vitest';
import { TestBrowser } from './browser';
import { GridPage } from './grid-page';
import { rush } from './rush';
import { signIn } from './sign-in';
import { until } from './until';
import { BUTTONS, COMMANDS } from './what-opens';

const STAGES = { choices: [{ name: 'Open' }, { name: 'Done' }] };

describe('somebody who types without pause', () => {
  const system = inject('system');
  let browser: TestBrowser;
  let person: Person;
  let page: Page;
  let grid: GridPage;
  let baseId: string;
  beforeAll(async () => {
    browser = await TestBrowser.start();
    person = await newPerson(system, 'Kit');
    const base = await newBase(system, person, 'Garden', [
      {
        name: 'Plants',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Note', type: 'singleLineText' },
          { name: 'Stage', type: 'singleSelect', options: STAGES },
          { name: 'Planted', type: 'date', options: { dateFormat: { name: 'iso' } } },
        ],
        records: [{ Name: 'Fern', Note: 'kept' }, { Name: 'Ivy' }],
      },
      {
        name: 'Tools',
        fields: [{ name: 'Name', type: 'singleLineText', rules: { required: true } }],
        records: [{ Name: 'Spade' }],
      },
    ]);
    baseId = base.baseId;
    page = await browser.page(system.baseUrl);
    await signIn(page, person);
    grid = new GridPage(page);
  });
  afterAll(() => browser?.stop());
  beforeEach(async () => {
    await grid.open(baseId);
    await grid.home();
    await grid.press('ArrowRight');
  });

  const ask = async (path: string): Promise<unknown> => {
    const answer = await fetch(system.baseUrl + path, {
      headers: { authorization: `Bearer ${person.token}` },
    });
    return answer.json();
  };
  const records = async (): Promise<{ fields: Record<string, unknown> }[]> =>
    ((await ask(`/v0/${baseId}/Plants`)) as { records: { fields: Record<string, unknown> }[] }).records;
  const letters = (text: string): string[] => [...text];

  /** Whether the cell that was active has what it had; a dialog hides the grid from assistive technology, not from here. */
  const keeps = async (): Promise<boolean> => {
    const row = page.locator('[role=grid] [role=row][aria-rowindex="2"] [role=gridcell]');
    return (await row.allTextContents()).includes('kept');
  };

  /** Writes down from now on which part of the page hears the letters that are typed. */
  const listen = () =>
    page.evaluate((popups) => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      const note = ({ key, ctrlKey, target }: KeyboardEvent) => {
        if (!/^[a-z]$/.test(key) || ctrlKey || !(target instanceof Element)) return;
        const isOpened = target.closest(popups) !== null;
        heard.push(isOpened ? 'what opened' : target.closest('[data-grid]') ? 'the grid' : 'the page');
      };
      window.addEventListener('keydown', note, { capture: true });
    }, '[role=dialog], [role=menu], [role=search], [aria-label^="Record "]');

  /** All that was typed since was heard by what opened; nothing of it is on the page or on the server. */
  async function kept(letters = 4): Promise<void> {
    const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
    await expect.poll(heard).toHaveLength(letters);
    expect(new Set(await heard())).toEqual(new Set(['what opened']));
    expect(await keeps()).toBe(true);
    expect((await records())[0]?.fields['Note']).toBe('kept');
  }

  /** The id of a table of which every record needs a name. */
  async function required(): Promise<string> {
    const { tables } = (await ask(`/v1/bases/${baseId}`)) as { tables: { id: string; name: string }[] };
    return tables.find(({ name }) => name === 'Tools')?.id ?? '';
  }

  /** The box has just the text, and the cell that was active has what it had. */
  async function went(text: string, box: Locator): Promise<void> {
    await box.waitFor();
    await page.waitForFunction(([element, wanted]) => (element as HTMLInputElement).value === wanted, [
      await box.elementHandle(),
      text,
    ] as const);
    expect(await keeps()).toBe(true);
  }

  const menuItem = async (name: string): Promise<void> => {
    await grid.press('Alt+ArrowDown');
    await page.getByRole('menuitem', { name }).hover();
    await page.locator(`[role=menuitem][data-highlighted]`, { hasText: name }).waitFor();
  };
  const focused = async (button: Locator): Promise<void> => button.focus();

  it('is heard by the palette, the first time too', async () => {
    await rush(page, 'Control+k', ...letters('reverse'));
    await went('reverse', page.getByPlaceholder('Type a command'));
  });

  it('is heard by the palette before the page’s own scripts are there', async () => {
    // A worker would fetch them past the route that holds them.
    const early = await browser.page(system.baseUrl, {
      serviceWorkers: 'block',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    onTestFinished(() => early.context().close());
    await signIn(early, person);
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    let held = 0;
    await early.route('**/_next/static/**/*.js', async (route) => {
      held += 1;
      await released;
      await route.continue();
    });
    await early.goto(`/${baseId}`, { waitUntil: 'commit' });
    await early.getByRole('navigation', { name: 'Tables' }).first().waitFor();
    await early.evaluate(() => navigator.clipboard.writeText('ers'));
    await rush(early, 'Control+k', ...letters('rev'), 'Control+v', ...letters('el'), 'Backspace');
    expect(held).toBeGreaterThan(0);
    release();
    const box = early.getByPlaceholder('Type a command');
    await expect.poll(() => box.inputValue()).toBe('reverse');
    await early.keyboard.press('Backspace');
    await early.keyboard.type('al');
    await expect.poll(() => box.inputValue()).toBe('reversal');
  });

  it.each(['Edit field', 'Insert field before', 'Insert field after'])('is heard by “%s”', async (name) => {
    await menuItem(name);
    await rush(page, 'Enter', ...letters('Total'));
    await went('Total', page.getByLabel('Field name'));
  });

  /** Presses a button by key and types on. */
  const pressThen = async (button: Locator, text: string): Promise<void> => {
    await focused(button);
    await rush(page, 'Enter', ...letters(text));
  };
  const named = (name: string): Locator => page.getByRole('button', { name, exact: true }).first();
  const chosenThen = async (command: string, text: string): Promise<void> => {
    await rush(page, 'Control+k', ...letters(command));
    await page.getByRole('option', { name: command }).waitFor();
    await listen();
    await rush(page, 'Enter', ...letters(text));
  };
  const picked = async (menu: Locator, item: string): Promise<void> => {
    await focused(menu);
    await grid.press('Enter');
    await page.getByRole('menuitem', { name: item }).hover();
    await page.locator(`[role=menuitem][data-highlighted]`, { hasText: item }).waitFor();
  };

  it.each<[string, string, (page: Page) => Locator]>([
    ['Add a field', 'Height', (of) => of.getByLabel('Field name')],
    ['Hide or show fields', 'not', (of) => of.getByLabel('Find a field')],
    ['Find in view', 'fern', (of) => of.getByRole('textbox', { name: 'Find in view' })],
    ['Share this base', 'ivy@garden.example', (of) => of.getByRole('dialog').getByLabel('E-mail').first()],
  ])('is heard by what the command “%s” opens', async (command, text, box) => {
    await chosenThen(command, text);
    await went(text, box(page));
  });

  it.each<[string, string, (page: Page) => Locator]>([
    ['Add a table', 'Tools', (of) => of.getByRole('dialog').getByLabel('Name').first()],
    ['Share', 'ivy@garden.example', (of) => of.getByRole('dialog').getByLabel('E-mail').first()],
    ['Garden', 'Park', (of) => of.getByRole('dialog').getByLabel('Name')],
    ['Hide fields', 'not', (of) => of.getByLabel('Find a field')],
    ['Find', 'fern', (of) => of.getByRole('textbox', { name: 'Find in view' })],
  ])('is heard by what “%s” opens', async (button, text, box) => {
    await pressThen(named(button), text);
    await went(text, box(page));
  });

  it('is heard by the box that finds, of its key', async () => {
    await rush(page, 'Control+f', ...letters('ivy'));
    await went('ivy', page.getByRole('textbox', { name: 'Find in view' }));
  });

  it.each([
    ['Grid view', 'New grid view'],
    ['Grid view', 'Rename view'],
    ['Options of Plants', 'Rename table'],
  ])('is heard by the name that “%s” asks for by “%s”', async (menu, item) => {
    await picked(named(menu), item);
    await rush(page, 'Enter', ...letters('Shade'));
    await went('Shade', page.getByRole('dialog').getByLabel('Name'));
  });

  it.each([...BUTTONS.telling, ...BUTTONS.others, 'Options of Plants', 'Garden'])(
    'does not reach the grid from what “%s” opens',
    async (button) => {
      await listen();
      await pressThen(named(button), 'xyxy');
      await page.getByRole('dialog').or(page.getByRole('menu')).first().waitFor();
      await kept();
    },
  );

  it.each(COMMANDS.opening)('does not reach the grid from what the command “%s” opens', async (command) => {
    await chosenThen(command, 'xyxy');
    await page.getByRole('dialog').or(page.getByRole('search')).first().waitFor();
    await kept();
  });

  it.each<[string, () => Promise<void>]>([
    ['the deletion of a field', () => menuItem('Delete field')],
    ['the deletion of a table', () => picked(named('Options of Plants'), 'Delete table')],
  ])('does not reach the grid from the question before %s', async (_what, ask) => {
    await ask();
    await listen();
    await rush(page, 'Enter', ...letters('xyxy'));
    await page.getByRole('dialog').getByText('Delete “').first().waitFor();
    await kept();
  });

  it('is heard by the form that a record with required fields begins in', async () => {
    await page.goto(`/${baseId}/${await required()}`);
    await grid.ready();
    await grid.home();
    await rush(page, 'Shift+Enter', ...letters('Oak'));
    const box = page.getByRole('dialog').getByRole('textbox').first();
    await box.waitFor();
    await expect.poll(() => box.inputValue()).toBe('Oak');
  });

  it('is heard by the form for a new token', async () => {
    await page.goto('/settings?tab=tokens');
    const open = page.getByRole('button', { name: /token$/i }).first();
    await open.waitFor();
    await focused(open);
    await rush(page, 'Enter', ...letters('script'));
    const box = page.getByRole('dialog').getByRole('textbox').first();
    await box.waitFor();
    await expect.poll(() => box.inputValue()).toBe('script');
  });

  it.each<[string, string[]]>([
    ['an opened record', [' ', 'x', 'y']],
    ['the menu of a record', ['Shift+F10', 'x', 'y']],
    ['the menu of a column', ['Alt+ArrowDown', 'x', 'y']],
    ['the summary of a column', ['Alt+ArrowUp', 'x', 'y']],
    ['the map of keys', ['Control+/', 'x', 'y']],
  ])('does not reach the grid from %s', async (_what, keys) => {
    await listen();
    await rush(page, ...keys);
    await page
      .getByRole('region', { name: /^Record / })
      .or(page.getByRole('menu'))
      .or(page.getByRole('dialog'))
      .first()
      .waitFor();
    await kept(2);
  });

  it.each(['Sort', 'Filter', 'Group', 'Colour', 'Row height'])(
    'is heard by what opened “%s” as soon as that is left',
    async (button) => {
      await pressThen(named(button), '');
      await page.getByRole('dialog').or(page.getByRole('menu')).first().waitFor();
      await rush(page, 'Escape', 'Enter');
      // Opened anew, by the button that has the keyboard again.
      await page.locator('[role=dialog][data-open], [role=menu][data-open]').waitFor();
      await rush(page, 'Escape', 'Tab');
      await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('BUTTON');
    },
  );

  it.each(['Control+k', 'Control+/', 'Alt+ArrowDown', 'Shift+F10'])(
    'is heard by the grid as soon as what %s opens is left',
    async (keys) => {
      await rush(page, keys);
      await page.getByRole('dialog').or(page.getByRole('menu')).first().waitFor();
      await rush(page, 'Escape', ...letters('moss'), 'Enter');
      await grid.shows({ row: 0, column: 'Note' }, 'moss');
      await rush(page, 'ArrowUp', ...letters('kept'), 'Enter');
      await grid.shows({ row: 0, column: 'Note' }, 'kept');
    },
  );

  it('is heard by the pickers of the grid and of an open record', async () => {
    await grid.press('ArrowRight');
    await rush(page, ...letters('don'));
    await went('don', page.getByRole('combobox', { name: 'Stage' }));
    await rush(page, 'Enter');
    await grid.shows({ row: 0, column: 'Stage' }, 'Done');
    await rush(page, ' ');
    const stage = page.getByRole('region', { name: /^Record / }).getByRole('button', { name: 'Stage' });
    await focused(stage);
    await rush(page, 'Enter', ...letters('op'));
    await went('op', page.getByRole('combobox', { name: 'Stage' }));
  });

  it('keeps the keyboard in the palette where Ctrl-Z finds nothing there to take back', async () => {
    // As an input method writes, or a keyboard on the screen.
    await page.evaluate(() => document.execCommand('insertText', false, 'x'));
    await rush(page, 'Escape', 'Control+k', 'Control+z', ...letters('rev'));
    await went('rev', page.getByPlaceholder('Type a command'));
    await grid.press('Escape');
    await grid.shows({ row: 0, column: 'Note' }, 'kept');
  });

  it('fills the records that Shift-Enter adds, not the row above', async () => {
    const names = Array.from({ length: 7 }, (_, at) => `Scan ${at}`);
    await rush(page, ...names.flatMap((name) => ['Shift+Enter', ...letters(name), 'Enter']));
    await grid.hasRecords(9);
    await grid.shows({ row: 8, column: 'Name' }, 'Scan 6');
    await until(async () => {
      const found = await records();
      expect(found.map(({ fields }) => fields['Name'])).toEqual(['Fern', 'Ivy', ...names]);
      expect(found[0]?.fields['Note']).toBe('kept');
    });
  });
});
