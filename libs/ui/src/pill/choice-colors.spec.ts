import { contrast } from '../theme/contrast';
import { CHOICE_COLORS, choiceColors, stripColor } from './choice-colors';

describe('the choice colours', () => {
  it('are the forty of Airtable: ten hues in four strengths', () => {
    expect(CHOICE_COLORS).toHaveLength(40);
    const hues = new Set(CHOICE_COLORS.map((name) => name.replace(/(Light2|Light1|Bright|Dark1)$/, '')));
    expect([...hues]).toEqual([
      'blue',
      'cyan',
      'teal',
      'green',
      'yellow',
      'orange',
      'red',
      'pink',
      'purple',
      'gray',
    ]);
  });

  it.each(CHOICE_COLORS.flatMap((color) => [[color, 'light'] as const, [color, 'dark'] as const]))(
    '%s reads at 4.5:1 in the %s theme',
    (color, theme) => {
      const { background, text } = choiceColors(color, theme);
      expect(contrast(background, text)).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('gives every colour its own background in each theme', () => {
    for (const theme of ['light', 'dark'] as const) {
      expect(new Set(CHOICE_COLORS.map((color) => choiceColors(color, theme).background)).size).toBe(40);
    }
  });

  it.each([
    ['light', '#ffffff'],
    ['dark', '#111317'],
  ] as const)('are told apart as strips, and from the %s paper', (theme, paper) => {
    const strips = CHOICE_COLORS.map((color) => stripColor(color, theme));
    expect(new Set(strips).size).toBe(40);
    for (const strip of strips) expect(contrast(strip, paper)).toBeGreaterThan(1.4);
  });

  it.each([undefined, 'mauve', 'constructor'])('draws %s as the neutral pill', (color) => {
    expect(choiceColors(color, 'light')).toEqual(choiceColors('grayLight2', 'light'));
  });
});
