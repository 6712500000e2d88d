import { type FormulaDate, type FormulaFailure, dateAt, fail } from '../value';

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** Text where a date is needed: ISO 8601 so far. */
export function parseDateText(text: string): FormulaDate | FormulaFailure {
  return ISO.test(text) ? dateAt(Date.parse(text)) : fail('This text is not a date.');
}
