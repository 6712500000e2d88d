import { linksOf, type RowCell } from '@pyairtable/contracts';
import { type FieldModel, type TableModel, WHOLE_SIGHT } from '@pyairtable/core';
import type { CellContext } from '@pyairtable/field-types';
import { tableName } from '../sql/identifiers';
import { RowCells } from '../sql/row-cells';
import { Statement } from '../sql/statement';
import type { StructureDraft } from './change-structure';

const CHUNK = 5_000;

/** A filled cell of a record by its creation number. */
export interface NumberedCell {
  n: number;
  cell: RowCell;
}

/** Cells of a field by the number of their record, a chunk at a time in creation order. */
export async function* cellsOf({ base, run }: StructureDraft, table: TableModel, field: FieldModel) {
  for (let after = 0; ;) {
    const statement = new Statement(base.id, { ...WHOLE_SIGHT, addresses: true });
    const row = new RowCells(base, 't', statement);
    const json = row.whole(row.rowJson(field));
    const { text, parameters } = statement.finish(
      `SELECT x.n, x.cell FROM (SELECT t.__id AS n, (${json})::json AS cell FROM ${tableName(base.id, table.id)} t
        WHERE t.__id > ${statement.bind(after)}::bigint ORDER BY t.__id LIMIT ${CHUNK}) x`,
    );
    const rows = await run<{ n: number; cell: RowCell | null }>(text, parameters);
    yield rows.filter((one): one is NumberedCell => one.cell !== null);
    const last = rows.at(-1);
    if (!last || rows.length < CHUNK) return;
    after = last.n;
  }
}

/** What a cell of the field is read with: the base's people, and the titles of the links in it. */
export function readingContext(
  { base }: StructureDraft,
  { name }: FieldModel,
  cell: RowCell | null,
): CellContext {
  const titles = new Map(cell === null ? [] : linksOf(cell).map(({ id, title }) => [id, title]));
  return { fieldName: name, timeZone: 'UTC', locale: 'en', users: base.people, titles };
}
