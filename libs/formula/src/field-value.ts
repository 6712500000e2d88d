import { toText } from './coerce';
import type { Mode } from './modes';
import { cellSql, cellValue, resultType } from './result';
import { textSql } from './sql/coerce-sql';
import type { SqlBuilder } from './sql/sql-builder';
import { anyError, type SqlValue } from './sql/sql-value';
import { type FormulaType, isList } from './types';
import type { Value } from './value';

/** Kinds of a computed field's cells. */
export type FieldKind = 'blank' | 'number' | 'text' | 'date';

/** What a formula of this type yields as the cell of a field: conditions are numbers, lists and mixed results texts. */
export function fieldKind(type: FormulaType): FieldKind {
  if (isList(type)) return 'text';
  const kind = resultType(type);
  return kind === 'boolean' ? 'number' : (kind as FieldKind);
}

/** A formula's value as the cell of its field, and as other formulas read it; `''` is blank there. */
export function fieldValue(value: Value, type: FormulaType, mode: Mode): Value {
  const cell = cellValue(value, type, mode);
  if (typeof cell === 'boolean') return cell ? 1 : 0;
  if (isList(type) || typeof cell !== 'string')
    return isList(type) || (type === 'mixed' && typeof cell === 'number') ? textOrBlank(toText(cell)) : cell;
  return textOrBlank(cell);
}

const textOrBlank = (text: Value): Value => (text === '' ? null : text);

/** The same in SQL, of the type that `fieldKind` says. */
export function fieldSql(value: SqlValue, builder: SqlBuilder): SqlValue {
  if (value.type === 'boolean')
    return {
      type: 'number',
      value: `CASE ${value.value} WHEN true THEN 1::float8 WHEN false THEN 0::float8 END`,
      error: value.error,
      atomic: false,
      finite: true,
    };
  if (value.type === 'text') return blankWhenEmpty(value);
  if (value.type !== 'mixed' && !isList(value.type)) return value;
  const cell = builder.share(cellSql(value, builder));
  return blankWhenEmpty(textSql(cell, builder));
}

// Without what was known of the text before: it may be NULL now, and of another length.
const blankWhenEmpty = (value: SqlValue): SqlValue => ({
  type: 'text',
  value: `nullif(${value.value}, '')`,
  error: value.error,
  atomic: false,
  ...(value.longest === undefined ? {} : { longest: value.longest }),
});

/** JSON text of the cell of a computed field, NULL when blank; `day`: dates are days. */
export function fieldJson(value: SqlValue, { day = false }: { day?: boolean } = {}): string {
  const json = jsonText(value, day);
  const error = anyError([value]);
  return error === null ? json : `CASE WHEN ${error} THEN '{"error":"#ERROR!"}' ELSE ${json} END`;
}

/** Text of the cell as a title, NULL when blank. */
export function fieldTitle(
  { type, value, error }: SqlValue,
  { day = false }: { day?: boolean } = {},
): string {
  const text = {
    blank: 'NULL::text',
    number: `nullif(formula.number_text(${value}), '')`,
    date: day ? `to_char(formula.at(${value}), 'YYYY-MM-DD')` : `nullif(formula.iso_text(${value}), '')`,
    text: value,
  }[type as FieldKind];
  return error === null ? text : `CASE WHEN ${error} THEN '#ERROR!' ELSE ${text} END`;
}

function jsonText({ type, value, finite }: SqlValue, day: boolean): string {
  switch (type) {
    case 'number': {
      const plain = `nullif(formula.number_text(${value}), '')`;
      if (finite) return plain;
      return `CASE WHEN ${value} IN ('NaN'::float8, 'Infinity'::float8, '-Infinity'::float8) THEN '{"specialValue":"' || ${value}::text || '"}' ELSE ${plain} END`;
    }
    case 'date':
      return day
        ? `to_char(formula.at(${value}), '"\\""YYYY-MM-DD"\\""')`
        : `'"' || nullif(formula.iso_text(${value}), '') || '"'`;
    case 'blank':
      return 'NULL::text';
    default:
      return `to_json(${value})::text`;
  }
}
