import type { Field } from '@pyairtable/contracts';
import { fieldType, shownAs } from '@pyairtable/field-types';

/** Whether values stand right-aligned, digits under digits; a rating stands as icons, several values as a list. */
export function isNumeric(field: Field): boolean {
  const { type } = shownAs(field);
  const { family } = fieldType(type);
  const isNumber = family === 'number' || family === 'duration';
  return isNumber && type !== 'rating' && field.type !== 'multipleLookupValues';
}
