import { numberToText } from './number-text';
import { toText } from './coerce';
import { parseDateText } from './dates/parse-date-text';
import type { ComparisonOperator } from './syntax/ast';
import type { Mode } from './modes';
import { type FormulaFailure, isDate, isFailure, isItems, type Value } from './value';

/** Order of two texts by code point, as PostgreSQL's "C" collation orders UTF-8. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left === right) continue;
    // A surrogate stands for a code point above every other unit.
    const leftHigh = left >= 0xd800 && left <= 0xdfff;
    const rightHigh = right >= 0xd800 && right <= 0xdfff;
    if (leftHigh !== rightHigh) return leftHigh ? 1 : -1;
    return left - right;
  }
  return a.length - b.length;
}

/** A list of one item stands for it; longer ones for their joined text; of none for blank. */
function single(value: Value): Value {
  if (!isItems(value)) return value;
  if (value.length === 0) return null;
  return value.length === 1 ? single(value[0] as Value) : toText(value);
}

/**
 * Order of two values, or undefined where only = and != have an answer and it is "different" (NaN included).
 * Blank counts as 0 beside numbers, '' beside text and unticked beside booleans.
 */
function order(left: Value, right: Value): number | undefined {
  if (left === null && right === null) return 0;
  if (left === null) return blankOrder(right);
  if (right === null) {
    const found = blankOrder(left);
    return found === undefined ? undefined : -found;
  }
  if (isDate(left) || isDate(right)) {
    if (isDate(left) && isDate(right)) return left.ms - right.ms;
    if (typeof left === 'string' || typeof right === 'string')
      return compareText(toText(left) as string, toText(right) as string);
    return undefined;
  }
  if (typeof left === 'string' || typeof right === 'string')
    return compareText(comparable(left), comparable(right));
  const difference = Number(left) - Number(right);
  if (Number(left) === Number(right)) return 0;
  return Number.isNaN(difference) ? undefined : difference;
}

const comparable = (value: Value): string =>
  typeof value === 'string'
    ? value
    : typeof value === 'boolean'
      ? value
        ? '1'
        : '0'
      : numberToText(value as number);

function blankOrder(other: Value): number | undefined {
  if (typeof other === 'number') return Number.isNaN(other) ? undefined : 0 - other;
  if (typeof other === 'boolean') return other ? -1 : 0;
  if (typeof other === 'string') return other === '' ? 0 : -1;
  return undefined;
}

/** Text beside a date is the date that it reads as, where it reads as one. */
function dateBeside(other: Value, value: Value): Value {
  if (typeof value !== 'string' || !isDate(other)) return value;
  const read = parseDateText(value);
  return isFailure(read) ? value : read;
}

/** `left operator right`; a failure on either side is the result. In strict mode blank equals only blank. */
export function compare(
  operator: ComparisonOperator,
  left: Value,
  right: Value,
  mode: Mode,
): boolean | FormulaFailure {
  if (isFailure(left)) return left;
  if (isFailure(right)) return right;
  const a = single(left);
  const b = single(right);
  if (isFailure(a)) return a;
  if (isFailure(b)) return b;
  if (!mode.blankEqualsEmpty && (a === null) !== (b === null)) return operator === '!=';
  // A date is equal to no text but its ISO form: clients rely on `{Date} = '2026-04-02'` being false.
  const equality = operator === '=' || operator === '!=';
  const found = equality ? order(a, b) : order(dateBeside(b, a), dateBeside(a, b));
  switch (operator) {
    case '=':
      return found === 0;
    case '!=':
      return found !== 0;
    case '<':
      return found !== undefined && found < 0;
    case '>':
      return found !== undefined && found > 0;
    case '<=':
      return found !== undefined && found <= 0;
    case '>=':
      return found !== undefined && found >= 0;
  }
}
