/** What a person chose: a theme, or to follow the device. */
export type ThemePreference = 'light' | 'dark' | 'system';

/** The cookie that keeps the choice, so that the server draws the right theme in the first byte and nothing flashes. */
export const THEME_COOKIE = 'pyairtable_theme';

/** Reads the cookie's value; anything unknown follows the device. */
export function parseThemePreference(value: string | undefined): ThemePreference {
  return value === 'light' || value === 'dark' ? value : 'system';
}

/** Applies the choice to the page at once and keeps it for a year. */
export function applyThemePreference(preference: ThemePreference, root: Document = document): void {
  if (preference === 'system') delete root.documentElement.dataset['theme'];
  else root.documentElement.dataset['theme'] = preference;
  root.cookie = `${THEME_COOKIE}=${preference}; Path=/; Max-Age=31536000; SameSite=Lax`;
}

/** The theme that shows now: the choice, or the device's. */
export function shownTheme(view: Window = window): 'light' | 'dark' {
  const chosen = view.document.documentElement.dataset['theme'];
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return view.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
