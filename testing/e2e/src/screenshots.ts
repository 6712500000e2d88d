/** Takes the README's pictures of the system in PYAIRTABLE_HOME, as the demo account, into docs/images or the folder given. */
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { adminOf, runningSystem } from '@pyairtable/integration';
import { workspaceRoot } from '@pyairtable/testkit';
import type { Page } from 'playwright-core';
import { TestBrowser } from './browser';
import { GridPage } from './grid-page';
import { signIn } from './sign-in';

const MAX_BYTES = 300_000;
const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 780 };

const system = runningSystem(process.env['PYAIRTABLE_HOME'] ?? '.pyairtable');
const folder = process.argv[2] ?? join(workspaceRoot, 'docs/images');
mkdirSync(folder, { recursive: true });
const browser = await TestBrowser.start();

async function take(page: Page, name: string): Promise<void> {
  const path = join(folder, `${name}.png`);
  // Until fonts are there and the last animation has ended.
  await page.evaluate(() => document.fonts.ready);
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  const { size } = statSync(path);
  if (size > MAX_BYTES) throw new Error(`${path} has ${size} bytes, more than ${MAX_BYTES}`);
  console.log(`${path}: ${Math.round(size / 1024)} kB`);
}

try {
  const admin = adminOf(system);
  const [movies] = await admin.findBases('Movies');
  const [studio] = await admin.findBases('Studio OS (sample)');
  if (!movies || !studio) throw new Error('the sample bases are missing');

  const page = await browser.page(system.baseUrl, { viewport: WIDE, colorScheme: 'light' });
  await signIn(page, system.demo);
  const grid = new GridPage(page);
  // Opened once, they stand among the recent ones.
  await grid.open(studio.id);
  await grid.open(movies.id);
  await grid.home();
  await grid.press('ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight');
  await take(page, 'base');
  await grid.press(' ');
  await page.getByRole('region', { name: /^Record / }).waitFor();
  await take(page, 'record');
  await page.goto('/');
  await page.getByRole('region', { name: 'Recent' }).waitFor();
  await take(page, 'home');
  await page.emulateMedia({ colorScheme: 'dark' });
  await grid.open(studio.id);
  await grid.home();
  await take(page, 'dark');

  const phone = await browser.page(system.baseUrl, {
    viewport: PHONE,
    colorScheme: 'light',
    hasTouch: true,
    isMobile: true,
  });
  await signIn(phone, system.demo);
  await new GridPage(phone).open(movies.id);
  await take(phone, 'phone');
} finally {
  await browser.stop();
}
