import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import { newBase, newPerson, type Person } from '@pyairtable/integration';
import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { TestBrowser } from './browser';
import { GridPage } from './grid-page';
import { signIn } from './sign-in';

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
    ]));
  });
  afterAll(async () => {
    await browser?.stop();
    if (process.env['PYAIRTABLE_KEEP_PICTURES']) console.log(`pictures are in ${pictures}`);
    else await rm(pictures, { recursive: true, force: true });
  });

  /** What a reader would stumble over on the page as it stands. */
  const look = (page: Page) =>
    page.evaluate(() => {
      const unnamed = [...document.querySelectorAll<HTMLElement>('button, a, input, [role=button]')]
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

  /** The rules of WCAG 2.2 AA and of good practice that axe finds broken, each with the element. */
  async function rulesBroken(page: Page): Promise<string[]> {
    await page.evaluate(axe.source);
    // A colour on its way to another is neither.
    await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));
    return page.evaluate(async () => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, {
        rules: {
          'label-content-name-mismatch': { enabled: true },
          'target-size': { enabled: true },
          // Menus stand in a portal, outside of every landmark.
          region: { enabled: false },
        },
      });
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
    });
  }

  /** What opens over a base. */
  const opened = (page: Page): Record<string, () => Promise<void>> => ({
    palette: () => page.keyboard.press('Control+k'),
    keys: () => page.keyboard.press('Control+/'),
    record: () => page.keyboard.press('Space'),
    'menu of a field': () => page.keyboard.press('Alt+ArrowDown'),
    sharing: () => page.getByRole('button', { name: 'Share' }).click(),
    sort: () => page.getByRole('button', { name: 'Sort' }).click(),
    fields: () => page.getByRole('button', { name: 'Hide fields' }).click(),
    'all tables': () =>
      page.getByRole('button', { name: 'Options of Paints' }).filter({ visible: true }).click(),
  });

  it.each(SIZES)('fit the screen and follow the device: %o', async (viewport) => {
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
    const over = page.locator('[role=dialog], [role=menu], section[aria-label^="Record "]').first();
    for (const [name, open] of Object.entries(opened(page))) {
      await grid.home();
      await open();
      await over.waitFor();
      faults.push(...(await rulesBroken(page)).map((rule) => `${name}: ${rule}`));
      await page.keyboard.press('Escape');
      await over.waitFor({ state: 'detached' });
    }
    expect(faults).toEqual([]);
  });
});
