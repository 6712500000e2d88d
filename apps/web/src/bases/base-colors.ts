import { CHOICE_COLORS, choiceColors, type ChoiceColor } from '@pyairtable/ui';

const HUES = ['blue', 'cyan', 'teal', 'green', 'yellow', 'orange', 'red', 'pink', 'purple', 'gray'] as const;

/** The colours offered for a base: the strong shade of each hue. */
export const BASE_COLORS: readonly ChoiceColor[] = HUES.map((hue) => `${hue}Bright` as const);

/** The choice colour that stands for a base's colour: by full name, by hue, else blue. */
export function baseColor(color: string): ChoiceColor {
  if ((CHOICE_COLORS as string[]).includes(color)) return color as ChoiceColor;
  const hue = HUES.find((one) => color.toLowerCase().startsWith(one));
  return hue ? `${hue}Bright` : 'blueBright';
}

/** Background and text of a base's tile in both themes, as CSS. */
export function baseColorStyle(color: string): { backgroundColor: string; color: string } {
  const name = baseColor(color);
  const light = choiceColors(name, 'light');
  const dark = choiceColors(name, 'dark');
  return {
    backgroundColor: `light-dark(${light.background}, ${dark.background})`,
    color: `light-dark(${light.text}, ${dark.text})`,
  };
}
