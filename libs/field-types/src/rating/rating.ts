import type { RatingOptions } from '@pyairtable/contracts';
import { BRIGHT_COLOURS } from '../colours';
import { numberType } from '../number-cell';
import { parseNumber } from '../number-text';
import { integerBetween, objectOf, oneOf, readOptions } from '../options-reader';

const shape = objectOf({
  icon: oneOf(['star', 'heart', 'thumbsUp', 'flag', 'dot']),
  max: integerBetween(1, 10),
  color: oneOf(BRIGHT_COLOURS),
});

/** 1 to max; nothing given is empty, never 0. */
export const rating = numberType<RatingOptions>({
  name: 'rating',
  family: 'number',
  primary: false,
  column: 'integer',
  normaliseOptions: (input, previous) => readOptions(shape, input, previous),
  fits: (value, { max }) => Number.isInteger(value) && value >= 1 && value <= max,
  read(text) {
    const typed = parseNumber(text);
    return typed?.percent ? undefined : typed?.times(0) || (typed && null);
  },
  write: (value) => String(value),
});
