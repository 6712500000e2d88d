import type { SqlBuilder } from '../sql/sql-builder';
import type { SqlValue } from '../sql/sql-value';
import { patternOf } from './pattern';

/** SQL of a result and what more is known of it. */
type Found = [value: string, more: Partial<SqlValue>];
type Given = SqlValue | undefined;

const sqlOf = (given: Given): string => (given as SqlValue).value;

/** Whether the pattern is written out and no engine could run it. */
const refused = (source: Given): boolean =>
  typeof source?.literal === 'string' && patternOf(source.literal) === undefined;

/** A column whose NULL is the error state. */
function orError(expression: string, fallback: string, builder: SqlBuilder): Found {
  const found = builder.column(expression);
  return [`coalesce(${found}, ${fallback})`, { error: `(${found} IS NULL)` }];
}

/**
 * The compiled pattern as a column. PostgreSQL computes it once per statement where the pattern is a parameter, since
 * formula.regex_compile is immutable, and once per row otherwise.
 */
const program = (source: Given, builder: SqlBuilder): string =>
  builder.column(`formula.regex_compile(${sqlOf(source)})`);

export function regexMatchSql(text: Given, source: Given, builder: SqlBuilder): Found {
  if (refused(source)) return ['false', { error: 'true' }];
  return orError(`formula.regex_match(${sqlOf(text)}, ${program(source, builder)})`, 'false', builder);
}

export function regexExtractSql(text: Given, source: Given, builder: SqlBuilder): Found {
  if (refused(source)) return [`''`, { error: 'true' }];
  return orError(`formula.regex_extract(${sqlOf(text)}, ${program(source, builder)})`, `''`, builder);
}

export function regexReplaceSql(text: Given, source: Given, replacement: Given, builder: SqlBuilder): Found {
  if (refused(source)) return [`''`, { error: 'true' }];
  return orError(
    `formula.regex_replace(${sqlOf(text)}, ${program(source, builder)}, ${sqlOf(replacement)})`,
    `''`,
    builder,
  );
}
