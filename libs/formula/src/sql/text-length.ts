import { storable } from '../code-units';
import { LIMITS } from '../limits';
import type { SqlValue } from './sql-value';

/** Most UTF-16 units of a text value, where it is an error as well. What never is one keeps to the limit. */
export function longestOf({ type, longest, literal, error }: SqlValue): number {
  if (type === 'blank') return 0;
  const most = longest ?? (typeof literal === 'string' ? storable(literal).length : LIMITS.textLength);
  return error === null ? Math.min(most, LIMITS.textLength) : most;
}

/** The text, empty where it is an error if it could be longer than the limit there: for what takes many texts at once. */
export function withinLimit(value: SqlValue): SqlValue {
  if (longestOf(value) <= LIMITS.textLength) return value;
  return {
    ...value,
    value: `CASE WHEN ${value.error} THEN '' ELSE ${value.value} END`,
    atomic: false,
    longest: LIMITS.textLength,
  };
}
