import type { AiCell } from '@pyairtable/contracts';
import type { CellSql } from './cell-sql';
import { textOrderKey } from './text-order';

const asJson = (column: string) => `${column}::text`;

/** The files `f` of a cell in their order. */
const files = (column: string) => `(SELECT jsonb_array_elements(${column}) AS f) AS files`;

const kept = (json: string) => `nullif(${json}, 'null'::jsonb)`;

/** The object of a barcode. */
export const barcodeColumn: CellSql = {
  publicJson: asJson,
  rawJson: asJson,
  title: (column) => `(${column} ->> 'text')`,
  operand: (column) => `(${column} ->> 'text')`,
  sortKeys: (column) => [textOrderKey(`(${column} ->> 'text')`)],
  fromJson: kept,
};

const EMPTY: AiCell = { state: 'empty', isStale: false, value: null };

/** What a model wrote. A cell that none was asked for says so. */
export const aiColumn: CellSql = {
  publicJson: (column) => `coalesce(${column}::text, '${JSON.stringify(EMPTY)}')`,
  rawJson: asJson,
  operand: (column) => `nullif(${column} ->> 'value', '')`,
  sortKeys: (column) => [
    textOrderKey(`CASE WHEN ${column} IS NOT NULL THEN coalesce(${column} ->> 'value', '') END`),
  ],
  fromJson: kept,
};

/** The list of the files of a cell; ordered by their names, one after the other. */
export const attachmentsColumn: CellSql = {
  publicJson: asJson,
  rawJson: asJson,
  operand: (column) =>
    `(SELECT jsonb_agg((f ->> 'filename') || ' (' || (f ->> 'url') || ')') FROM ${files(column)})`,
  sortKeys: (column) => [`(SELECT array_agg(${textOrderKey(`(f ->> 'filename')`)}) FROM ${files(column)})`],
  fromJson: kept,
};
