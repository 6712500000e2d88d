import { linksOf, type RowCell } from '@pyairtable/contracts';
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

/** Cells of a field by the number of their record, a chunk at a time in creation order. */
export async function* cellsOf({ base, caller, run }: StructureDraft, table: TableModel, field: FieldModel) {
  let limit = CHUNK;
  for (let after = 0; ;) {
    const statement = new Statement(base.id, { ...WHOLE_SIGHT, addresses: seesAddresses(caller) });
    const row = new RowCells(base, 't', statement);
    const json = row.whole(row.rowJson(field));
    const { text, parameters } = statement.finish(
      `SELECT y.n, CASE WHEN y.before < ${CHUNK_SIZE} THEN y.cell::json END AS cell, y.before < ${CHUNK_SIZE} AS fits FROM (
          SELECT x.n, x.cell, sum(coalesce(length(x.cell), 0)) OVER (ORDER BY x.n) - coalesce(length(x.cell), 0) AS before
          FROM (SELECT t.__id AS n, ${json} AS cell FROM ${tableName(base.id, table.id)} t
            WHERE t.__id > ${statement.bind(after)}::bigint ORDER BY t.__id LIMIT ${statement.bind(limit)}::int) x) y`,
    );
    const rows = await run<{ n: number; cell: RowCell | null; fits: boolean }>(text, parameters);
    const read = rows.filter(({ fits }) => fits);
    yield read.filter((one): one is NumberedCell & { fits: true } => one.cell !== null);
    const last = read.at(-1);
    if (!last || (rows.length < limit && read.length === rows.length)) return;
    after = last.n;
    // What did not fit is not computed over and over.
    limit = read.length < rows.length ? read.length + 1 : Math.min(2 * limit, CHUNK);
  }
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
