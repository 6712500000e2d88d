import { DARK_THEME, LIGHT_THEME, type GridTheme } from '../engine/theme';
import type { PillColors } from '../engine/theme-pills';

function kebab(name: string): string {
  return name.replace(/([a-z])([A-Z0-9])/g, '$1-$2').toLowerCase();
}

/** Roles that are plain CSS strings: each may be given as `--grid-<role-in-kebab-case>`. */
const ROLES = [
  'fontFamily',
  'canvas',
  'outside',
  'headerBackground',
  'headerHover',
  'headerText',
  'headerIcon',
  'text',
  'textSecondary',
  'border',
  'borderStrong',
  'rowHover',
  'rowSelected',
  'accent',
  'onAccent',
  'selection',
  'link',
  'rating',
  'controlBorder',
  'loading',
  'error',
  'frozenShadow',
] as const satisfies readonly (keyof GridTheme)[];

/**
 * The theme that the CSS custom properties of an element describe: `--grid-canvas`, `--grid-header-text`, …, and for
 * option colours `--grid-pill-blue-light-2` with `--grid-pill-blue-light-2-text`. What is not set comes from the light or
 * dark default, chosen by the element's `color-scheme`.
 */
export function themeFromCss(element: Element): GridTheme {
  const computed = getComputedStyle(element);
  const scheme = computed.colorScheme;
  const prefersDark = matchMedia('(prefers-color-scheme: dark)').matches;
  const isDark = scheme.includes('dark') && (!scheme.includes('light') || prefersDark);
  const base = isDark ? DARK_THEME : LIGHT_THEME;
  const read = (name: string): string => computed.getPropertyValue(`--grid-${name}`).trim();
  const theme: GridTheme = { ...base };
  for (const role of ROLES) theme[role] = read(kebab(role)) || base[role];
  const pill = (name: string, fallback: PillColors): PillColors => ({
    background: read(`pill-${kebab(name)}`) || fallback.background,
    text: read(`pill-${kebab(name)}-text`) || fallback.text,
  });
  theme.neutralPill = pill('neutral', base.neutralPill);
  theme.pills = Object.fromEntries(
    Object.entries(base.pills).map(([name, colors]) => [name, pill(name, colors)]),
  );
  return theme;
}
