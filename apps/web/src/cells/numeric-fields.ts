import type { Field } from '@pyairtable/contracts';
import { fieldType, shownAs } from '@pyairtable/field-types';

/** Whether values stand right-aligned, digits under digits; a rating stands as icons, several values as a list. */
export function isNumeric(field: Field): boolean {
  const { type } = shownAs(field);
  const { family } = fieldType(type);
  const isNumber = family === 'number' || family === 'duration';
  return isNumber && type !== 'rating' && field.type !== 'multipleLookupValues';
}

/** What the numbers of a field are of, so that hours are not added to percentages, nor one currency to another. */
export function measureOf(field: Field): string {
  const { type, options } = shownAs(field);
  const symbol = (options as { symbol?: string } | undefined)?.symbol;
  return type === 'currency' && symbol !== undefined ? `${type} ${symbol}` : type;
}
