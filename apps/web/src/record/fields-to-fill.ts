import { CURRENT_USER, type Field } from '@pyairtable/contracts';
import { fieldType } from '@pyairtable/field-types';
import { cellContext, type Reader } from '@/cells/cell-context';

/** Whether records that are made without a cell of the field get one. */
function hasDefault(field: Field, reader: Reader): boolean {
  const given = field.rules?.default;
  if (given === undefined) return false;
  const { check, family } = fieldType(field.type);
  const isWhoever = given === CURRENT_USER || (Array.isArray(given) && given.includes(CURRENT_USER));
  // One whose choice or person is gone is none.
  return (family === 'person' && isWhoever) || check(given, field.options, cellContext(reader, field)).ok;
}

/** The fields without whose cells no record is made. */
export const fieldsToFill = (fields: readonly Field[], reader: Reader): Field[] =>
  fields.filter((field) => field.rules?.required && !hasDefault(field, reader));
