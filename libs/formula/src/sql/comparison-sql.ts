import type { ComparisonOperator } from '../syntax/ast';
import { isList } from '../types';
import { numberSql, tagSql, textSql } from './coerce-sql';
import type { SqlBuilder } from './sql-builder';
import { anyError, type SqlValue } from './sql-value';

/** A list stands for its only item, for its text, or for blank; JSON null is blank. */
function single(value: SqlValue, builder: SqlBuilder): SqlValue {
  if (value.type !== 'mixed' && !isList(value.type)) return value;
  const error = anyError([value, { error: `formula.has_error(${value.value})` }]);
  return { type: 'mixed', value: builder.column(`formula.single(${value.value})`), error, atomic: true };
}

/** `left operator right` as a never-null boolean; see `compare` in ../compare.ts for the rules. */
export function comparisonSql(
  operator: ComparisonOperator,
  left: SqlValue,
  right: SqlValue,
  builder: SqlBuilder,
  bothFilled = false,
): SqlValue {
  const result = (value: string, error: string | null): SqlValue => ({
    type: 'boolean',
    value,
    error,
    atomic: false,
    present: true,
  });
  const numeric = (value: SqlValue): boolean =>
    value.type === 'number' || value.type === 'boolean' || value.type === 'blank';
  const textual = (value: SqlValue): boolean => value.type === 'text' || value.type === 'blank';
  const sql = operator === '!=' ? '<>' : operator;

  const filled = (value: SqlValue): boolean =>
    value.present === true && value.type !== 'mixed' && !isList(value.type);
  if (!builder.mode.blankEqualsEmpty && !bothFilled && !(filled(left) && filled(right))) {
    const a = single(builder.share(left), builder);
    const b = single(builder.share(right), builder);
    const inner = comparisonSql(operator, { ...a, present: true }, { ...b, present: true }, builder, true);
    const equal = operator === '=' || operator === '<=' || operator === '>=';
    const different = operator === '!=' ? 'true' : 'false';
    return result(
      `CASE WHEN ${a.value} IS NULL AND ${b.value} IS NULL THEN ${equal} WHEN ${a.value} IS NULL OR ${b.value} IS NULL THEN ${different} ELSE coalesce(${inner.value}, false) END`,
      inner.error,
    );
  }
  if (numeric(left) && numeric(right)) {
    let a = numberSql(left, builder);
    let b = numberSql(right, builder);
    if (a.finite || b.finite) return result(besideFinite(a, sql, b), anyError([a, b]));
    a = builder.share(a);
    b = builder.share(b);
    const nan = `(${a.value} = 'NaN'::float8 OR ${b.value} = 'NaN'::float8)`;
    const value =
      operator === '!='
        ? `(${a.value} <> ${b.value} OR ${nan})`
        : `(${a.value} ${sql} ${b.value} AND NOT ${nan})`;
    return result(value, anyError([a, b]));
  }
  if (textual(left) && textual(right)) {
    const a = textSql(left, builder);
    const b = textSql(right, builder);
    return result(`(${a.value} COLLATE "C" ${sql} ${b.value} COLLATE "C")`, anyError([a, b]));
  }
  if (left.type === 'date' && right.type === 'date') {
    const a = builder.share(left);
    const b = builder.share(right);
    const error = anyError([a, b]);
    if (operator === '=') return result(`(${a.value} IS NOT DISTINCT FROM ${b.value})`, error);
    if (operator === '!=') return result(`(${a.value} IS DISTINCT FROM ${b.value})`, error);
    const bothBlank = operator.length === 2 ? `(${a.value} IS NULL AND ${b.value} IS NULL)` : 'false';
    return result(`coalesce(${a.value} ${sql} ${b.value}, ${bothBlank})`, error);
  }
  const a = builder.share(tagSql(left));
  const b = builder.share(tagSql(right));
  const equality = operator === '=' || operator === '!=';
  const order = builder.column(`formula.${equality ? 'order_of' : 'rank_of'}(${a.value}, ${b.value})`);
  const holds = operator === '!=' ? `(${order} IS DISTINCT FROM 0)` : `coalesce(${order} ${sql} 0, false)`;
  return result(
    holds,
    anyError([a, b, { error: `(formula.has_error(${a.value}) OR formula.has_error(${b.value}))` }]),
  );
}

/**
 * Two numbers of which one is never NaN. For PostgreSQL NaN is the greatest number: where that would let a comparison
 * hold, it is put with both signs turned, and NaN, which has none, is the greatest on the other side.
 */
function besideFinite(a: SqlValue, operator: string, b: SqlValue): string {
  const greater = operator.startsWith('>');
  const order = greater || /^<=?$/.test(operator);
  if (!order || (greater ? a : b).finite) return `(${a.value} ${operator} ${b.value})`;
  return `((- ${a.value}) ${operator.replace(greater ? '>' : '<', greater ? '<' : '>')} (- ${b.value}))`;
}
