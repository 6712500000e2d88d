import type { FieldFamily } from '@pyairtable/field-types';
import { type FormulaType, listOf, type ScalarType } from '@pyairtable/formula';
import type { FieldModel } from '../model/field-model';

const KINDS: Readonly<Record<Exclude<FieldFamily, 'query'>, ScalarType>> = {
  text: 'text',
  number: 'number',
  duration: 'number',
  checkbox: 'boolean',
  day: 'date',
  instant: 'date',
  choice: 'text',
  person: 'text',
  links: 'text',
};

/** What a formula reads of a field's cells. */
export function valueType({ behaviour, computed }: FieldModel): FormulaType {
  if (computed) return computed.type;
  const kind = KINDS[behaviour.family as keyof typeof KINDS];
  return behaviour.several ? listOf(kind) : kind;
}

/** Whether the dates of a field are days, at midnight GMT. */
export const holdsDays = ({ behaviour, computed }: FieldModel): boolean =>
  computed?.day ?? behaviour.family === 'day';
