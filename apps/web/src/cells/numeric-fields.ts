import type { FieldTypeName } from '@pyairtable/contracts';
import { fieldType } from '@pyairtable/field-types';

/** Whether values stand right-aligned, digits under digits; a rating stands as icons. */
export function isNumeric(type: FieldTypeName): boolean {
  const { family } = fieldType(type);
  return (family === 'number' || family === 'duration') && type !== 'rating';
}
