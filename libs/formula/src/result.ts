import { toText } from './coerce';
import type { Mode } from './modes';
import { tagSql, textSql } from './sql/coerce-sql';
import type { SqlBuilder } from './sql/sql-builder';
import type { SqlValue } from './sql/sql-value';
import type { FormulaType } from './types';
import { isFailure, type Value } from './value';

/** The type of a formula field with this static type: kinds that differ meet as text. */
export const resultType = (type: FormulaType): FormulaType => (type === 'mixed' ? 'text' : type);

/**
 * The value as the field's cell: mixed results become text. In Airtable's mode a 0 among them shows as blank
 * (community t/10264); inside the formula it stays 0.
 */
export function cellValue(value: Value, type: FormulaType, mode: Mode): Value {
  if (type !== 'mixed' || value === null || isFailure(value)) return value;
  if (mode.zeroInTextShowsBlank && value === 0) return null;
  if (typeof value === 'number' && !Number.isFinite(value)) return value;
  return toText(value);
}

/** The same in SQL: a value whose type is never `mixed`, or tagged jsonb where a mixed result may be NaN or infinite. */
export function cellSql(value: SqlValue, builder: SqlBuilder): SqlValue {
  if (value.type !== 'mixed') return value;
  const once = builder.share(value);
  const text = textSql(once, builder);
  const blank = builder.mode.zeroInTextShowsBlank
    ? `(${once.value} IS NULL OR ${once.value} IN ('null', '0'))`
    : `(${once.value} IS NULL OR ${once.value} = 'null')`;
  const special = `(jsonb_typeof(${once.value}) = 'object' AND ${once.value} ? 'n')`;
  return {
    ...once,
    value: `CASE WHEN ${blank} THEN NULL WHEN ${special} THEN ${once.value} ELSE to_jsonb(${text.value}) END`,
    error: text.error,
    atomic: false,
  };
}

/** One jsonb column that tells value, blank and failure apart; NULL for blank, {"e":1} for #ERROR!. */
export function taggedCellSql(value: SqlValue): string {
  const tagged = tagSql(value).value;
  return value.error === null ? tagged : `CASE WHEN ${value.error} THEN '{"e":1}'::jsonb ELSE ${tagged} END`;
}
