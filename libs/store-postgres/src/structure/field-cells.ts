import { linksOf, type RawCell, type RowCell } from '@pyairtable/contracts';
import { type FieldModel, seesAddresses, shownPeople, type TableModel, WHOLE_SIGHT } from '@pyairtable/core';
import type { CellContext } from '@pyairtable/field-types';
import { tableName } from '../sql/identifiers';
import { RowCells } from '../sql/row-cells';
import { Statement } from '../sql/statement';
import type { StructureDraft } from './change-structure';

const CHUNK = 5_000;
/** Characters of a chunk, or one cell: as many are in memory at a time. */
const CHUNK_SIZE = 8_000_000;

/** A filled cell of a record by its creation number. */
export interface NumberedCell {
  n: number;
  cell: RowCell;
}

/** A cell of a record and what a column beside it holds, one of which is filled. */
export interface CellBeside {
  n: number;
  cell: RowCell | null;
  beside: RawCell;
}

/** A column of the table that is no field's yet, but holds what `field` would. */
export interface ColumnBeside {
  column: string;
  field: FieldModel;
}

/** Cells of a field by the number of their record, a chunk at a time in creation order. */
export async function* cellsOf(draft: StructureDraft, table: TableModel, field: FieldModel) {
  for await (const cells of cellsBeside(draft, table, field))
    yield cells.filter((one): one is CellBeside & NumberedCell => one.cell !== null);
}

/** The same with what the column beside holds. */
export async function* cellsBeside(
  { base, caller, run }: StructureDraft,
  table: TableModel,
  field: FieldModel,
  beside?: ColumnBeside,
): AsyncGenerator<CellBeside[]> {
  let limit = CHUNK;
  for (let after = 0; ;) {
    const statement = new Statement(base.id, { ...WHOLE_SIGHT, addresses: seesAddresses(caller) });
    const row = new RowCells(base, 't', statement);
    const json = row.whole(row.rowJson(field));
    const other = beside ? columnJson(beside, statement) : 'NULL::text';
    const { text, parameters } = statement.finish(
      `SELECT y.n, CASE WHEN y.fits THEN y.cell::json END AS cell, CASE WHEN y.fits THEN y.beside::json END AS beside, y.fits FROM (
          SELECT x.n, x.cell, x.beside, sum(x.size) OVER (ORDER BY x.n) - x.size < ${CHUNK_SIZE} AS fits
          FROM (SELECT w.*, coalesce(length(w.cell), 0) + coalesce(length(w.beside), 0) AS size
            FROM (SELECT t.__id AS n, ${json} AS cell, ${other} AS beside FROM ${tableName(base.id, table.id)} t
            WHERE t.__id > ${statement.bind(after)}::bigint ORDER BY t.__id LIMIT ${statement.bind(limit)}::int) w) x) y`,
    );
    const rows = await run<CellBeside & { fits: boolean }>(text, parameters);
    const read = rows.filter(({ fits }) => fits);
    yield read.filter((one) => one.cell !== null || one.beside !== null);
    const last = read.at(-1);
    if (!last || (rows.length < limit && read.length === rows.length)) return;
    after = last.n;
    // What did not fit is not computed over and over.
    limit = read.length < rows.length ? read.length + 1 : Math.min(2 * limit, CHUNK);
  }
}

function columnJson({ column, field: { storage } }: ColumnBeside, statement: Statement): string {
  if (storage.kind !== 'column') throw new Error('only stored fields have columns');
  return storage.sql.rawJson(`t.${column}`, statement);
}

/** What a cell of the field is read with: the base's people, as the caller may see them in it, and the titles of its links. */
export function readingContext(
  { base, caller }: StructureDraft,
  { name, behaviour }: FieldModel,
  cell: RowCell | null,
): CellContext {
  const titles = new Map(cell === null ? [] : linksOf(cell).map(({ id, title }) => [id, title]));
  // Texts name people by their addresses too, whoever reads them.
  const users = behaviour.family === 'person' ? shownPeople(caller, base.people) : base.people;
  return { fieldName: name, timeZone: 'UTC', locale: 'en', users, titles };
}
