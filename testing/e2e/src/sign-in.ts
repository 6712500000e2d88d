import type { Page } from 'playwright-core';

/** Signs in without the page for it, which specs of its own are about, and opens the place. */
export async function signIn(
  page: Page,
  { email, password }: { email: string; password: string },
  place?: string,
): Promise<void> {
  const asking = page.context().request;
  const check = await asking.get('/api/auth/csrf');
  const { csrfToken } = (await check.json()) as { csrfToken: string };
  const answer = await asking.post('/api/auth/callback/credentials', {
    form: { email, password, csrfToken, json: 'true' },
    headers: { origin: new URL(check.url()).origin },
  });
  if (!answer.ok()) throw new Error(`signing in answered ${answer.status()}: ${await answer.text()}`);
  if (place !== undefined) await page.goto(place);
}

/** Signs in through the page, by keyboard, and waits for the place that was asked for. */
export async function signInByPage(
  page: Page,
  person: { email: string; password: string },
  place = '/',
): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(place)}`);
  await enter(page, person);
  await page.waitForURL((url) => url.pathname === place);
}

/** Fills in the page for signing in, and sends it. */
export async function enter(page: Page, person: { email: string; password: string }): Promise<void> {
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.keyboard.press('Enter');
}

/** Makes an account through the page and waits for its home. */
export async function signUp(
  page: Page,
  person: { name: string; email: string; password: string },
): Promise<void> {
  await page.goto('/sign-up');
  await page.getByLabel('Name').fill(person.name);
  await enter(page, person);
  await page.waitForURL((url) => url.pathname === '/');
}
