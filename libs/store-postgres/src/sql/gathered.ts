import { type FieldModel, valueType } from '@pyairtable/core';
import { isList, type SqlValue } from '@pyairtable/formula';
import type { RowCells } from './row-cells';

/**
 * An aggregate that makes one text, or one list, of `text` of each linked record, which is bounded before it is made: a link of 10,000 records
 * could gather a gigabyte in one cell, and every step to the answer would copy it. Beyond the bound the statement is
 * RECORD_TOO_LARGE.
 */
export const gathered = (aggregate: string, text: string): string =>
  `CASE WHEN formula.gathered(octet_length(${text})) IS NOT NULL THEN ${aggregate} END`;

/** The same of cells of a field, each written as `written`; a number, date or box is short whatever it is. */
export function gatheredCells(aggregate: string, row: RowCells, field: FieldModel, written: string): string {
  if (isList(valueType(field))) return gathered(aggregate, written);
  // What is written of a text costs more to make than the text.
  const { type, value } = row.value(field);
  return type === 'text' ? gathered(aggregate, value) : aggregate;
}

/** The same of items of a list as formulas read it, each made of `value`. */
export function gatheredItems(aggregate: string, { type, value, error }: SqlValue, item: string): string {
  if (isList(type)) return gathered(aggregate, `(${item})::text`);
  if (type !== 'text') return aggregate;
  return gathered(aggregate, error === null ? value : `CASE WHEN ${error} THEN NULL ELSE ${value} END`);
}
