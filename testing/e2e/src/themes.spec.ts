import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newBase, newPerson, type Person } from '@pyairtable/integration';
import type { BaseSchema, Table } from '@pyairtable/contracts';
import type { Locator, Page } from 'playwright-core';
import { inject } from 'vitest';
import { TestBrowser } from './browser';
import { GridPage } from './grid-page';
import { rulesBroken } from './rules-broken';
import { signIn } from './sign-in';
import { COMMANDS } from './what-opens';

const SIZES = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
];

describe('pages in both themes, wide and narrow', () => {
  const system = inject('system');
  let browser: TestBrowser;
  let person: Person;
  let baseId: string;
  let pictures: string;
  beforeAll(async () => {
    browser = await TestBrowser.start();
    pictures = await mkdtemp(join(tmpdir(), 'pyairtable-pictures-'));
    person = await newPerson(system, 'Theo');
    ({ baseId } = await newBase(system, person, 'Colours', [
      {
        name: 'Paints',
        fields: [
          { name: 'Name', type: 'singleLineText' },
          { name: 'Stock', type: 'number', options: { precision: 0 } },
        ],
        records: Array.from({ length: 40 }, (_, at) => ({ Name: `Paint ${at}`, Stock: at })),
      },
      { name: 'Shops', fields: [{ name: 'Name', type: 'singleLineText' }] },
    ]));
    await arrange();
  });
  afterAll(async () => {
    await browser?.stop();
    if (process.env['PYAIRTABLE_KEEP_PICTURES']) console.log(`pictures are in ${pictures}`);
    else await rm(pictures, { recursive: true, force: true });
  });

  /** Groups, filters, sorts and summarises the view, so that all of its parts are there to be looked at. */
  async function arrange(): Promise<void> {
    const ask = async (method: string, path: string, body?: object): Promise<BaseSchema> => {
      const answer = await fetch(`${system.baseUrl}/v1/bases/${baseId}${path}`, {
        method,
        headers: { authorization: `Bearer ${person.token}`, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
      return (await answer.json()) as BaseSchema;
    };
    const [table] = (await ask('GET', '')).tables as [Table];
    const [name, stock] = table.fields.map(({ id }) => id) as [string, string];
    await ask('PATCH', `/tables/${table.id}/views/${table.views[0]?.id ?? ''}`, {
      filter: {
        conjunction: 'and',
        conditions: [
          { fieldId: name, operator: 'contains', value: 'paint' },
          { fieldId: stock, operator: 'isGreater', value: 1 },
        ],
      },
      groups: [{ fieldId: name, direction: 'asc' }],
      sort: [{ fieldId: stock, direction: 'desc' }],
      summaries: { [stock]: 'sum' },
    });
  }

  /** What a reader would stumble over on the page as it stands. */
  const look = (page: Page) =>
    page.evaluate(() => {
      const unnamed = [...document.querySelectorAll<HTMLElement>('button, a, input, [role=button]')]
        .filter((element) => element.ariaHidden !== 'true')
        .filter((element) => element.checkVisibility({ visibilityProperty: true }))
        .filter(
          (element) =>
            !element.innerText.trim() &&
            !element.getAttribute('aria-label') &&
            !element.getAttribute('aria-labelledby') &&
            !(element instanceof HTMLInputElement && element.labels?.length),
        );
      // Text is dark on a light page; a canvas turns any notation of a colour into numbers.
      const context = new OffscreenCanvas(1, 1).getContext('2d') as OffscreenCanvasRenderingContext2D;
      context.fillStyle = getComputedStyle(document.body).color;
      context.fillRect(0, 0, 1, 1);
      return {
        overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        theme: (context.getImageData(0, 0, 1, 1).data[0] ?? 0) > 128 ? 'dark' : 'light',
        unnamed: unnamed.map((element) => element.outerHTML.slice(0, 120)),
      };
    });

  const button = (page: Page, name: string | RegExp) =>
    page.getByRole('button', { name, exact: true }).filter({ visible: true }).first();
  const command = async (page: Page, name: string) => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type(name);
    await page.getByRole('option', { name }).first().click();
  };
  const item = async (page: Page, menu: string, name: string) => {
    await button(page, menu).click();
    await page.getByRole('menuitem', { name }).click();
  };

  /** What opens over a base, whose view is in groups, filtered, sorted and summarised. */
  const opened = (page: Page): Record<string, () => Promise<void>> => ({
    palette: () => page.keyboard.press('Control+k'),
    ...Object.fromEntries(COMMANDS.opening.map((name) => [name, () => command(page, name)])),
    record: () => page.keyboard.press('Space'),
    'history of a record': async () => {
      await page.keyboard.press('Space');
      await page
        .getByRole('region', { name: /^Record / })
        .getByRole('button', { name: 'History' })
        .click();
      await page.getByRole('list', { name: 'History' }).or(page.getByText('Nothing yet')).first().waitFor();
    },
    'menu of a record': () => page.keyboard.press('Shift+F10'),
    'menu of a field': () => page.keyboard.press('Alt+ArrowDown'),
    'form of a field': async () => {
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Alt+ArrowDown');
      await page.getByRole('menuitem', { name: 'Edit field' }).click();
      await page.getByLabel('Field name').waitFor();
    },
    'deletion of a field': async () => {
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Alt+ArrowDown');
      await page.getByRole('menuitem', { name: 'Delete field' }).click();
      await page.getByRole('dialog').waitFor();
    },
    summary: () => page.keyboard.press('Alt+ArrowUp'),
    finding: async () => {
      await page.keyboard.press('Control+f');
      await page.keyboard.type('paint 1');
      await page.getByText('1 of ').waitFor();
    },
    'height of rows': () => button(page, 'Row height').click(),
    views: () => button(page, 'Grid view').click(),
    'name of a view': () => item(page, 'Grid view', 'New grid view'),
    'a table': () => button(page, 'Options of Paints').click(),
    'name of a table': () => item(page, 'Options of Paints', 'Rename table'),
    'deletion of a table': () => item(page, 'Options of Paints', 'Delete table'),
    'new table': () => button(page, 'Add a table').click(),
    'all tables': () => button(page, 'All tables').click(),
    'name of the base': () => button(page, 'Colours').click(),
    'history of the base': async () => {
      await command(page, 'History and snapshots');
      await page.getByText('No snapshots yet').waitFor();
      // Room for a date and a time with its seconds.
      const box = await page.getByLabel('As it was on').boundingBox();
      expect(box?.width).toBeGreaterThan(220);
    },
    'comparison with an earlier moment': async () => {
      await command(page, 'History and snapshots');
      await button(page, /^Compare the base/).click();
      await page.getByRole('dialog', { name: /^Changed since/ }).waitFor();
    },
    'restoring an earlier moment': async () => {
      await command(page, 'History and snapshots');
      await button(page, /^Restore the base as/).click();
      await page.getByRole('menuitem', { name: 'This base' }).click();
      await page.getByRole('dialog', { name: /^Restore “/ }).waitFor();
    },
    'copy of an earlier moment': async () => {
      await command(page, 'History and snapshots');
      await button(page, /^Restore the base as/).click();
      await page.getByRole('menuitem', { name: 'As new base' }).click();
      await page.getByRole('dialog').getByLabel('Name').waitFor();
    },
  });

  /** Pages of no base and what opens over them, to who is signed in and to who is not. */
  const ofNoBase = (page: Page, anybody: Page): Record<string, () => Promise<Page>> => {
    const go = async (path: string, ...presses: Locator[]): Promise<Page> => {
      await page.goto(path);
      for (const press of presses) await press.click();
      if (presses.length > 0)
        await page.locator('[role=dialog], [role=menu], [role=tabpanel]').last().waitFor();
      return page;
    };
    const tab = (name: string) => page.getByRole('tab', { name });
    return {
      'signing in': async () => (await anybody.goto('/sign-in'), anybody),
      'signing up': async () => (await anybody.goto('/sign-up'), anybody),
      'what is not there': () => go('/nowhere'),
      'formula playground': () => go('/formula-playground'),
      'new base': () => go('/', button(page, 'New base')),
      'menu of a base': () => go('/', button(page, 'More for Colours')),
      'deletion of a base': () =>
        go('/', button(page, 'More for Colours'), page.getByRole('menuitem', { name: 'Delete' })),
      'menu of a person': () => go('/', button(page, /^Account of /)),
      'name of a person': () => go('/settings', button(page, 'Change name')),
      'password of a person': () => go('/settings', button(page, 'Change password')),
      'access tokens': () => go('/settings', tab('Access tokens')),
      'new token': () => go('/settings', tab('Access tokens'), button(page, 'New token')),
      theme: () => go('/settings', tab('Theme')),
      'signing out with changes that wait': async () => {
        await new GridPage(page).open(baseId);
        await page.context().setOffline(true);
        await page.keyboard.type('late');
        await page.keyboard.press('Enter');
        await button(page, /^Account of /).click();
        await page.getByRole('menuitem', { name: 'Sign out' }).click();
        await page.getByRole('dialog', { name: 'Sign out now?' }).waitFor();
        return page;
      },
    };
  };

  it('break no rule where there is no base', async () => {
    const page = await browser.page(system.baseUrl);
    await signIn(page, person);
    const faults: string[] = [];
    for (const [name, open] of Object.entries(ofNoBase(page, await browser.page(system.baseUrl)))) {
      const shown = await open();
      await shown.locator('h1, h2').first().waitFor();
      for (const theme of ['light', 'dark'] as const) {
        await shown.emulateMedia({ colorScheme: theme });
        const { overflow, unnamed } = await look(shown);
        expect({ overflow, unnamed }, `${name}, ${theme}`).toEqual({ overflow: 0, unnamed: [] });
        const broken = await rulesBroken(shown, theme === 'dark' ? 'color-contrast' : undefined);
        faults.push(...broken.map((rule) => `${name}, ${theme}: ${rule}`));
        await shown.screenshot({ path: join(pictures, `${name}-${theme}.png`) });
      }
    }
    await page.context().setOffline(false);
    expect(faults).toEqual([]);
  });

  it.each(SIZES)(
    'fit the screen and follow the device: %o',
    async (viewport) => {
      const page = await browser.page(system.baseUrl, { viewport, hasTouch: viewport.width < 600 });
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(message.text());
      });
      await signIn(page, person);
      for (const [name, path] of Object.entries({ home: '/', base: `/${baseId}`, settings: '/settings' })) {
        await page.goto(path);
        if (name === 'base') await new GridPage(page).ready();
        for (const theme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme: theme });
          expect(await look(page), `${name}, ${theme}`).toEqual({ overflow: 0, theme, unnamed: [] });
          faults.push(...(await rulesBroken(page)).map((rule) => `${name}, ${theme}: ${rule}`));
          await page.screenshot({ path: join(pictures, `${name}-${theme}-${viewport.width}.png`) });
        }
      }
      await page.goto(`/${baseId}`);
      const grid = new GridPage(page);
      await grid.ready();
      const over = page
        .locator('[role=dialog], [role=menu], [role=search], section[aria-label^="Record "]')
        .first();
      for (const [name, open] of Object.entries(opened(page))) {
        await grid.home();
        await open();
        await over.waitFor();
        for (const theme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme: theme });
          // Names and sizes are the same in both.
          const broken = await rulesBroken(page, theme === 'dark' ? 'color-contrast' : undefined);
          faults.push(...broken.map((rule) => `${name}, ${theme}: ${rule}`));
        }
        // What opened over something else goes first.
        for (let turn = 0; turn < 3 && (await over.count()) > 0; turn += 1)
          await page.keyboard.press('Escape');
        await over.waitFor({ state: 'detached' });
      }
      expect(faults).toEqual([]);
      // Some hundred looks at whole pages.
    },
    420_000,
  );
});
