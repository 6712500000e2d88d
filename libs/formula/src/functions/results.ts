import { LIMITS } from '../limits';
import { anyErrorOf } from '../sql/coerce-sql';
import type { SqlBuilder } from '../sql/sql-builder';
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

/** Whole part of a count or position, toward zero; NaN counts as 0, infinities stay. */
export const whole = (value: unknown): number => Math.trunc(Number.isNaN(value) ? 0 : (value as number)) + 0;

/** The same in SQL. */
export function wholeSql(argument: SqlValue | undefined): string {
  const { value, finite } = argument as SqlValue;
  return finite ? `trunc(${value})` : `trunc(coalesce(nullif(${value}, 'NaN'::float8), 0))`;
}

/**
 * A text that may be too long: then it is an error and empty, so that what is made of it cannot grow further. Making
 * it must be harmless: of at most some dozen texts of the longest kind.
 */
export function boundedText(sql: string, builder: SqlBuilder): SqlValue {
  const made = builder.column(sql);
  // No text has more UTF-16 units than bytes.
  const long = `(octet_length(${made}) > ${LIMITS.textLength} AND formula.too_long(${made}))`;
  return textResult(`CASE WHEN ${long} THEN '' ELSE ${made} END`, { error: long });
}

/** Texts joined, in runs: PostgreSQL recurses over the depth of an expression, and no run may pass its size limit. */
export function joinedText(parts: readonly string[], builder: SqlBuilder): SqlValue {
  const run = 64;
  if (parts.length <= run) return boundedText(`(${parts.join(' || ')})`, builder);
  const pieces: SqlValue[] = [];
  for (let at = 0; at < parts.length; at += run)
    pieces.push(builder.share(joinedText(parts.slice(at, at + run), builder)));
  const whole = joinedText(
    pieces.map(({ value }) => value),
    builder,
  );
  return { ...whole, error: anyErrorOf([...pieces, whole], builder) };
}
