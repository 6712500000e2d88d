import type { SqlValue } from '../sql/sql-value';
import type { FormulaType } from '../types';

/** The SQL of an argument that is always given. */
export const sqlOf = (argument: SqlValue | undefined): string => (argument as SqlValue).value;

const result =
  (type: FormulaType) =>
  (value: string, more: Partial<SqlValue> = {}): SqlValue => ({
    type,
    value,
    error: null,
    atomic: false,
    present: true,
    ...more,
  });

/** A function's SQL result; never NULL and without own error unless said otherwise. */
export const textResult = result('text');
export const numberResult = result('number');
export const booleanResult = result('boolean');
export const dateResult = result('date');
export const listResult = result('list:mixed');

/** A number that is whole and small, from an integer expression. */
export const wholeResult = (integer: string, more: Partial<SqlValue> = {}): SqlValue =>
  numberResult(`${integer}::float8`, { finite: true, whole: integer, ...more });

/** Whole part of a count or position, toward zero; NaN counts as 0, infinities stay. */
export const whole = (value: unknown): number => Math.trunc(Number.isNaN(value) ? 0 : (value as number)) + 0;

/** The same in SQL. */
export function wholeSql(argument: SqlValue | undefined): string {
  const { value, finite } = argument as SqlValue;
  return finite ? `trunc(${value})` : `trunc(coalesce(nullif(${value}, 'NaN'::float8), 0))`;
}
