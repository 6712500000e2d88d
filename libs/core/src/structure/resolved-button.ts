import type { Field } from '@pyairtable/contracts';
import { fieldWith } from '@pyairtable/field-types';
import { namesToIds } from '@pyairtable/formula';

/** The field as it is stored: of a button the formula names fields by their ids, so that it follows renamed ones. */
export function resolvedButton<F extends Field>(
  field: F,
  fields: Iterable<Pick<Field, 'id' | 'name'>>,
): F | Field {
  if (field.type !== 'button' || field.options.formula === undefined) return field;
  const { options, ...named } = field;
  return fieldWith(named, { ...options, formula: namesToIds(options.formula as string, fields) });
}
