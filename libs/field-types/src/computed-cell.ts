import { err } from '@pyairtable/kernel';
import { computedRefusal } from './cell-error';
import type { FieldType } from './field-type';

/** The half of a field type that says no: a computed field takes no value, not even null. */
export const computedCell: Pick<
  FieldType<never>,
  'computed' | 'mergeable' | 'normalise' | 'check' | 'parse'
> = {
  computed: true,
  mergeable: false,
  normalise: (_value, _options, context) => err(computedRefusal(context)),
  check: (_cell, _options, context) => err(computedRefusal(context)),
  parse: (_text, _options, context) => err(computedRefusal(context)),
};
