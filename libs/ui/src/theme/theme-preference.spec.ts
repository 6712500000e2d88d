import { applyThemePreference, parseThemePreference, shownTheme, THEME_COOKIE } from './theme-preference';

it.each([
  ['dark', 'dark'],
  ['light', 'light'],
  ['system', 'system'],
  ['<script>', 'system'],
  [undefined, 'system'],
] as const)('reads the cookie %s as %s', (cookie, preference) => {
  expect(parseThemePreference(cookie)).toBe(preference);
});

it('applies a choice at once and keeps it in the cookie', () => {
  applyThemePreference('dark');
  expect(document.documentElement.dataset['theme']).toBe('dark');
  expect(document.cookie).toContain(`${THEME_COOKIE}=dark`);
  expect(shownTheme()).toBe('dark');
});

it('follows the device again when told to', () => {
  applyThemePreference('dark');
  applyThemePreference('system');
  expect(document.documentElement.dataset['theme']).toBeUndefined();
  const view = { document, matchMedia: () => ({ matches: true }) } as unknown as Window;
  expect(shownTheme(view)).toBe('dark');
});
