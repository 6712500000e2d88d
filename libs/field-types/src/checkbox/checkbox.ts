import type { CheckboxOptions } from '@pyairtable/contracts';
import { err, ok } from '@pyairtable/kernel';
import { refused, unparsable } from '../cell-error';
import { BRIGHT_COLOURS } from '../colours';
import type { FieldType } from '../field-type';
import { objectOf, oneOf, readOptions } from '../options-reader';
import { booleanColumn } from '../sql/scalar-columns';
import { TICKED } from '../sql/shown-sql';

const shape = objectOf({
  icon: oneOf(['check', 'xCheckbox', 'star', 'heart', 'thumbsUp', 'flag', 'dot']),
  color: oneOf(BRIGHT_COLOURS),
});

const WORDS = new Map<string, true | null>([
  ...['true', 'checked', '1', 'yes', 'y', 'on', 'x', '✓', '✔', '☑'].map((word) => [word, true] as const),
  ...['', 'false', 'unchecked', '0', 'no', 'n', 'off', '☐'].map((word) => [word, null] as const),
]);

/** Checked is true; unchecked is empty. */
export const checkbox: FieldType<CheckboxOptions> = {
  name: 'checkbox',
  family: 'checkbox',
  computed: false,
  primary: false,
  mergeable: false,
  storage: () => ({ kind: 'column', type: 'boolean', sql: booleanColumn }),
  normaliseOptions: (input, previous) => readOptions(shape, input, previous),
  normalise(value, options, context) {
    const cast = context.typecast && (typeof value === 'string' || typeof value === 'number');
    const outcome = cast
      ? checkbox.parse(String(value), options, context)
      : value === null || typeof value === 'boolean'
        ? ok(value || null)
        : err(refused(context));
    return outcome.ok ? ok({ cell: outcome.value }) : outcome;
  },
  check: (cell, _options, context) =>
    cell === null || typeof cell === 'boolean' ? ok(cell || null) : err(refused(context)),
  parse(text, _options, context) {
    const word = WORDS.get(text.trim().toLowerCase());
    return word === undefined ? err(unparsable(text, context)) : ok(word);
  },
  format: (cell) => (cell === true ? TICKED : ''),
  compare: (a, b) => Number(a) - Number(b),
};
