import { valueKind } from '@pyairtable/field-types';
import { type FormulaType, listOf } from '@pyairtable/formula';
import type { FieldModel } from '../model/field-model';

/** What a formula reads of a field's cells. */
export function valueType({ behaviour, computed }: FieldModel): FormulaType {
  if (computed) return computed.type;
  const kind = valueKind(behaviour.family);
  return behaviour.several ? listOf(kind) : kind;
}

/** Whether the dates of a field are days, at midnight GMT. */
export const holdsDays = ({ behaviour, computed }: FieldModel): boolean =>
  computed?.day ?? behaviour.family === 'day';
