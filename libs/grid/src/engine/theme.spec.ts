import { contrast, readableOn } from './contrast';
import { DARK_THEME, LIGHT_THEME } from './theme';

describe.each([
  ['light', LIGHT_THEME],
  ['dark', DARK_THEME],
] as const)('the %s theme', (_name, theme) => {
  it('gives all fifty option colours and the neutral pill a contrast of 4.5:1', () => {
    expect(Object.keys(theme.pills)).toHaveLength(50);
    const weak = Object.entries({ ...theme.pills, neutral: theme.neutralPill }).filter(
      ([, pill]) => contrast(pill.background, pill.text) < 4.5,
    );
    expect(weak).toEqual([]);
  });

  it('keeps every text readable on every background it can stand on', () => {
    for (const background of [theme.canvas, theme.rowHover, theme.rowSelected, theme.headerBackground]) {
      for (const text of [theme.text, theme.textSecondary, theme.link])
        expect(contrast(text, background)).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(theme.headerText, theme.headerHover)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(theme.onAccent, theme.accent)).toBeGreaterThanOrEqual(4.5);
    for (const avatar of theme.avatars)
      expect(contrast(avatar.background, avatar.text)).toBeGreaterThanOrEqual(4.5);
  });

  it('keeps outline, icons and error mark visible at 3:1', () => {
    for (const mark of [theme.accent, theme.headerIcon, theme.error])
      expect(contrast(mark, theme.canvas)).toBeGreaterThanOrEqual(3);
  });
});

describe('readableOn', () => {
  it('chooses the colour that reads better', () => {
    expect(readableOn('#ffe14d')).toBe('#14151a');
    expect(readableOn('rgb(20, 40, 120)')).toBe('#ffffff');
  });
});
