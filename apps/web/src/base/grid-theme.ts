import { DARK_THEME, LIGHT_THEME, type GridTheme } from '@pyairtable/grid';
import { CHOICE_COLORS, choiceColors, PERSON_COLORS } from '@pyairtable/ui';

/** The grid's colours from the design system's tokens. Needs the document: a canvas cannot read CSS variables. */
export function gridTheme(theme: 'light' | 'dark'): GridTheme {
  const probe = document.createElement('span');
  probe.style.display = 'none';
  document.body.append(probe);
  const token = (name: string): string => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const tokens = {
    canvas: token('n1'),
    outside: token('n2'),
    headerBackground: token('n2'),
    headerHover: token('n4'),
    headerText: token('n12'),
    headerIcon: token('n11'),
    text: token('n12'),
    textSecondary: token('n11'),
    border: token('n5'),
    borderStrong: token('n6'),
    rowHover: token('n2'),
    rowSelected: token('accent-soft'),
    accent: token('accent'),
    onAccent: token('on-accent'),
    link: token('accent-text'),
    controlBorder: token('n8'),
    loading: token('n4'),
    error: token('red-solid'),
  };
  probe.remove();
  return {
    ...(theme === 'dark' ? DARK_THEME : LIGHT_THEME),
    ...tokens,
    neutralPill: { background: tokens.headerHover, text: tokens.text },
    pills: Object.fromEntries(CHOICE_COLORS.map((color) => [color, choiceColors(color, theme)])),
    avatars: PERSON_COLORS.map((background) => ({ background, text: '#ffffff' })),
  };
}
