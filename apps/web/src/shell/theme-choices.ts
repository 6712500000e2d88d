import type { ThemePreference } from '@pyairtable/ui';

/** The theme choices as offered in menus, the palette and settings. */
export const THEME_CHOICES: readonly { value: ThemePreference; label: string }[] = [
  { value: 'system', label: 'Same as device' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];
