import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
        await page.screenshot({ path: join(pictures, `${name}-${theme}-${viewport.width}.png`) });
      }
    }
    expect(faults).toEqual([]);
  });
});
