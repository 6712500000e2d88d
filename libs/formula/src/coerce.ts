import { parseDateText } from './dates/parse-date-text';
import { LIMITS } from './limits';
import { numberToText, textToNumber } from './number-text';
import { fail, type FormulaDate, type FormulaFailure, isDate, isFailure, isItems, type Value } from './value';

/** Every item of the values, nested lists opened, in order; blanks stay. */
export function flatten(values: readonly Value[], into: Value[] = []): Value[] {
  for (const value of values) {
    if (isItems(value)) flatten(value, into);
    else into.push(value);
  }
  return into;
}

/** Blank is 0, ticked is 1, a list of one its item, of none 0; other text, dates and longer lists are NaN. */
export function toNumber(value: Value): number | FormulaFailure {
  if (value === null) return 0;
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string') return textToNumber(value);
  if (isItems(value)) {
    const items = flatten(value);
    const failed = items.find(isFailure);
    if (failed) return failed;
    if (items.length > 1) return Number.NaN;
    return items.length === 0 ? 0 : toNumber(items[0] as Value);
  }
  return isDate(value) ? Number.NaN : value;
}

/** Blank is '', numbers print as JavaScript does, ticked is "1", dates are ISO in GMT, lists join with ", ". */
export function toText(value: Value, separator = ', '): string | FormulaFailure {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberToText(value);
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (isItems(value)) {
    const parts: string[] = [];
    for (const item of flatten(value)) {
      const text = toText(item);
      if (typeof text !== 'string') return text;
      parts.push(text);
    }
    return joinTexts(parts, separator);
  }
  return isDate(value) ? dateToText(value) : value;
}

/** The texts as one, or a failure beyond the limit. */
export function joinTexts(parts: readonly string[], separator: string): string | FormulaFailure {
  let length = separator.length * Math.max(parts.length - 1, 0);
  for (const part of parts) length += part.length;
  return length > LIMITS.textLength ? fail('The text is too long.') : parts.join(separator);
}

export const dateToText = (date: FormulaDate): string => new Date(date.ms).toISOString();

/** Whether a condition holds: blank, 0, NaN, '', unticked and the empty list do not. */
export function toBoolean(value: Value): boolean | FormulaFailure {
  if (value === null) return false;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0 && !Number.isNaN(value);
  if (typeof value === 'string') return value !== '';
  if (isItems(value)) {
    const items = flatten(value);
    return items.find(isFailure) ?? items.length > 0;
  }
  return isDate(value) ? true : value;
}

/** A date, or text that reads as one; everything else, blank included, is a failure. */
export function toDate(value: Value): FormulaDate | FormulaFailure {
  if (isDate(value) || isFailure(value)) return value;
  if (typeof value === 'string') return parseDateText(value);
  if (value !== null && isItems(value)) {
    const items = flatten(value);
    const failed = items.find(isFailure);
    if (failed) return failed;
    if (items.length === 1) return toDate(items[0] as Value);
    return fail(
      items.length === 0 ? 'The date is empty.' : 'A list of dates stands where one date is needed.',
    );
  }
  return fail(value === null ? 'The date is empty.' : 'This is not a date.');
}
