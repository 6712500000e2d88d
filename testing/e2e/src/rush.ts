import type { Page } from 'playwright-core';

/** Presses keys as a scanner or a macro does: none waits for the page to have answered the one before. */
export async function rush(page: Page, ...keys: string[]): Promise<void> {
  await Promise.all(keys.flatMap((key) => pressed(page, key)));
}

function pressed(page: Page, key: string): Promise<void>[] {
  const parts = key === '+' ? [key] : key.split('+');
  const downs = parts.map((part) => page.keyboard.down(part));
  return [...downs, ...parts.toReversed().map((part) => page.keyboard.up(part))];
}
