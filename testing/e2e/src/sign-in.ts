import type { Page } from 'playwright-core';

/** Signs in through the page, by keyboard, and waits for the place that was asked for. */
export async function signIn(
  page: Page,
  person: { email: string; password: string },
  place = '/',
): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(place)}`);
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === place);
}

/** Makes an account through the page and waits for its home. */
export async function signUp(
  page: Page,
  person: { name: string; email: string; password: string },
): Promise<void> {
  await page.goto('/sign-up');
  await page.getByLabel('Name').fill(person.name);
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === '/');
}
