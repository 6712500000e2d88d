const HUES = ['blue', 'cyan', 'teal', 'green', 'yellow', 'orange', 'red', 'pink', 'purple', 'gray'] as const;

/** Colours of rating and checkbox icons. */
export const BRIGHT_COLOURS: readonly string[] = HUES.map((hue) => `${hue}Bright`);

/** Colours a choice may have. */
export const CHOICE_COLOURS: readonly string[] = ['Light2', 'Light1', 'Bright', 'Dark1'].flatMap((tone) =>
  HUES.map((hue) => `${hue}${tone}`),
);

/** The colour of the choice at a position when none is asked for. */
export const defaultChoiceColour = (position: number): string => `${HUES[position % HUES.length]}Light2`;
