import { LIMITS } from '../limits';
import { anyErrorOf } from '../sql/coerce-sql';
import type { SqlBuilder } from '../sql/sql-builder';
import type { SqlValue } from '../sql/sql-value';
import { longestOf, withinLimit } from '../sql/text-length';
import { textResult } from './results';

/**
 * Units that a text may reach before its error state stops it: several of the longest kind. What could be longer is made
 * empty where it is an error, so that growth ends there.
 */
export const HARMLESS = 4 * LIMITS.textLength;
/** Units up to which a part of a join counts by its bound; the size of a longer one is asked for. */
const SHORT = 10_000;
/** Parts of a join whose sizes are added; of more, the joined text is measured, in a column. */
const MEASURED = 2;
/** Links of one join: PostgreSQL recurses over the depth of an expression. */
const RUN = 64;

/** Most units of a text in this row; a text has no more of them than bytes. It must be atomic where it does not say. */
const sizeSql = ({ size, value }: SqlValue): string => size ?? `octet_length(${value})`;

/** Most units of a text that is no error. */
const longestValid = (value: SqlValue): number => Math.min(longestOf(value), LIMITS.textLength);

/** Beyond the limit by its size in this row and then exactly; null where no row can be. */
const beyond = (longest: number, size: string, exact: string): string | null =>
  longest <= LIMITS.textLength ? null : `(${size} > ${LIMITS.textLength} AND ${exact})`;

/**
 * A text that may be too long, and then is an error, computed once. Making it must be harmless: of at most some dozen
 * texts of the longest kind.
 */
export function boundedText(sql: string, builder: SqlBuilder, longest = Infinity): SqlValue {
  const made = builder.column(sql);
  const error = beyond(longest, `octet_length(${made})`, `formula.too_long(${made})`);
  if (longest <= HARMLESS) return textResult(made, { error, atomic: true, longest });
  return textResult(`CASE WHEN ${error} THEN '' ELSE ${made} END`, { error });
}

/**
 * A text made of one that is cheap to repeat, and at most `factor` times as long; `exact` says whether it is too long,
 * and is only asked where it could be.
 */
export function scaledText(
  sql: string,
  from: SqlValue,
  factor: number,
  exact: string,
  builder: SqlBuilder,
): SqlValue {
  const longest = Math.ceil(longestOf(from) * factor);
  const valid = longestValid(from) * factor;
  if (longest > HARMLESS) return boundedText(sql, builder);
  const size = factor <= 1 ? sizeSql(from) : `${Math.ceil(factor)}::bigint * ${sizeSql(from)}`;
  return textResult(sql, { error: beyond(valid, size, exact), longest, size });
}

/** Texts joined, in runs, none of which may pass the limit. */
export function joinedText(parts: readonly SqlValue[], builder: SqlBuilder): SqlValue {
  if (parts.length > RUN) {
    const pieces: SqlValue[] = [];
    for (let at = 0; at < parts.length; at += RUN)
      pieces.push(builder.share(joinedText(parts.slice(at, at + RUN), builder)));
    const whole = joinedText(pieces, builder);
    return { ...whole, error: anyErrorOf([...pieces, whole], builder) };
  }
  const longest = parts.reduce((sum, part) => sum + longestOf(part), 0);
  const valid = parts.reduce((sum, part) => sum + longestValid(part), 0);
  const isShort = (part: SqlValue): boolean => longestOf(part) <= SHORT || part.literal !== undefined;
  if (longest > HARMLESS) return boundedText(joinSql(parts.map(withinLimit)), builder);
  if (valid <= LIMITS.textLength) return textResult(joinSql(parts), { longest });
  if (parts.filter((part) => !isShort(part)).length > MEASURED)
    return boundedText(joinSql(parts), builder, longest);
  const ready = parts.map((part) =>
    isShort(part) || part.atomic || part.size !== undefined
      ? part
      : { ...part, value: builder.column(part.value), atomic: true },
  );
  const short = ready.filter(isShort).reduce((sum, part) => sum + longestOf(part), 0);
  const sizes = ready.filter((part) => !isShort(part)).map(sizeSql);
  const size = `(${[`${short}::bigint`, ...sizes].join(' + ')})`;
  const sql = joinSql(ready);
  return textResult(sql, { error: beyond(valid, size, `formula.too_long(${sql})`), longest, size });
}

const joinSql = (parts: readonly SqlValue[]): string => `(${parts.map(({ value }) => value).join(' || ')})`;
