import type { CellSql } from './cell-sql';
import { textOrderKey } from './text-order';

const scalar = (json: string) => `(${json} #>> '{}')`;

/** Text. */
export const textColumn: CellSql = {
  publicJson: (column) => `to_json(${column})::text`,
  rawJson: (column) => `to_json(${column})::text`,
  title: (column) => column,
  operand: (column) => column,
  sortKeys: (column) => [textOrderKey(column)],
  fromJson: scalar,
};

/** The title of a cell whose JSON is a plain text in quotes. */
const unquoted = (json: (column: string) => string) => (column: string) =>
  `trim(both '"' from ${json(column)})`;

// PostgreSQL prints a text that reads back as the same double, but with an exponent from 1e15 up, JSON.stringify from 1e21
// up; and of numbers that large not always the shortest.
/** JSON text of a finite double as JavaScript writes it but for those so small that they have an exponent. */
export const doubleJson = (column: string) =>
  `CASE WHEN abs(${column}) >= 1e15 THEN formula.number_text(${column}) ELSE ${column}::text END`;
/** As JavaScript prints it; PostgreSQL's own text is the same where neither takes an exponent. */
const doubleText = (column: string) =>
  `CASE WHEN ${column} = 0 OR abs(${column}) >= 1e-4 AND abs(${column}) < 1e15 THEN ${column}::text ELSE formula.number_text(${column}) END`;
const integerJson = (column: string) => `${column}::text`;

/** Finite numbers of any column type, whole ones below 1e21 without an exponent. */
export function numberColumn(type: 'double precision' | 'integer' | 'bigint'): CellSql {
  const json = type === 'double precision' ? doubleJson : integerJson;
  return {
    publicJson: json,
    rawJson: json,
    title: type === 'double precision' ? doubleText : json,
    operand: (column) => (type === 'double precision' ? column : `${column}::float8`),
    sortKeys: (column) => [column],
    fromJson: (given) => `${scalar(given)}::${type}`,
  };
}

/** True or NULL: an unchecked box is an empty cell, so `false` never reaches the column. */
export const booleanColumn: CellSql = {
  publicJson: (column) => `CASE WHEN ${column} THEN 'true' END`,
  rawJson: (column) => `CASE WHEN ${column} THEN 'true' END`,
  operand: (column) => `coalesce(${column}, false)`,
  sortKeys: (column) => [column],
  fromJson: (json) => `nullif(${scalar(json)}::boolean, false)`,
};

const dayJson = (column: string) => `to_json(${column})::text`;

/** Calendar days. JSON casts print ISO whatever the session's DateStyle says. */
export const dateColumn: CellSql = {
  publicJson: dayJson,
  rawJson: dayJson,
  title: unquoted(dayJson),
  operand: (column) => `((${column} - DATE '1970-01-01')::bigint * 86400000)`,
  sortKeys: (column) => [column],
  fromJson: (json) => `${scalar(json)}::date`,
};

const instantJson = (column: string) =>
  `to_char(${column} AT TIME ZONE 'UTC', '"\\""YYYY-MM-DD"T"HH24:MI:SS.MS"Z\\""')`;

/** Instants, shown in UTC with milliseconds. */
export const instantColumn: CellSql = {
  publicJson: instantJson,
  rawJson: instantJson,
  title: unquoted(instantJson),
  operand: (column) => `(extract(epoch FROM ${column}) * 1000)::bigint`,
  sortKeys: (column) => [column],
  fromJson: (json) => `${scalar(json)}::timestamptz`,
};
