import type { Field, FieldOf, FieldTypeName } from '@pyairtable/contracts';
import { fieldType } from './registry';

/** A field without its options. */
export type NamedField = Pick<Field, 'id' | 'name' | 'type' | 'description' | 'rules'>;

/**
 * A field with options in the read form of its type, as `normaliseOptions` gives and the schema keeps them: that they are is a rule of
 * the house, which no compiler sees.
 */
export const fieldWith = (named: NamedField, options: unknown): Field =>
  ({ ...named, ...(options === undefined || options === null ? {} : { options }) }) as Field;

/** The same field, known to be of one of `types`; throws for any other, which only wrong code can cause. */
export function fieldAs<N extends FieldTypeName>(field: Field, ...types: readonly N[]): FieldOf<N> {
  if (!(types as readonly string[]).includes(field.type)) throw new Error(`a field of type ${field.type}`);
  return field as FieldOf<N>;
}

export type SelectField = FieldOf<'singleSelect' | 'multipleSelects' | 'externalSyncSource'>;

/** True for the fields that have choices. */
export const isSelect = (field: Field): field is SelectField => fieldType(field.type).family === 'choice';
