import type { Field } from '@pyairtable/contracts';
import { fieldType, shownAs, valueKind } from '@pyairtable/field-types';
import { type FormulaField, type FormulaType, listOf } from '@pyairtable/formula';

/** What formulas read of a field's cells, as far as its schema says it. */
export function valueType(field: Field): FormulaType {
  const { isValid } = { isValid: true, ...field.options };
  if (!isValid) return 'blank';
  const { family, several } = fieldType(shownAs(field).type);
  const kind = valueKind(family);
  return several || field.type === 'multipleLookupValues' ? listOf(kind) : kind;
}

/** Whether the dates of a field are days. */
export const holdsDays = (field: Field): boolean => fieldType(shownAs(field).type).family === 'day';

/** A field as formulas name it. */
export const asFormulaField = (field: Field): FormulaField => ({
  id: field.id,
  name: field.name,
  type: valueType(field),
});
