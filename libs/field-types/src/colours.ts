const HUES = ['blue', 'cyan', 'teal', 'green', 'yellow', 'orange', 'red', 'pink', 'purple', 'gray'] as const;

/** Colours of rating and checkbox icons. */
export const BRIGHT_COLOURS: readonly string[] = HUES.map((hue) => `${hue}Bright`);

/** Colours a choice may have. */
export const CHOICE_COLOURS: readonly string[] = ['Light2', 'Light1', 'Bright', 'Dark1'].flatMap((tone) =>
  HUES.map((hue) => `${hue}${tone}`),
);

const inTurn = (position: number): string => `${HUES[position % HUES.length]}Light2`;

/**
 * The colour of the choice at a position when none is asked for: the next in turn that none of the field's others has,
 * while there is one.
 */
export function defaultChoiceColour(position: number, taken: ReadonlySet<string | undefined>): string {
  const turns = HUES.map((_, step) => inTurn(position + step));
  return turns.find((colour) => !taken.has(colour)) ?? inTurn(position);
}
