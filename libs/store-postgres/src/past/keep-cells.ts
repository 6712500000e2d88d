import type { FieldModel, TableModel } from '@pyairtable/core';
import { stateTable, tableName } from '../sql/identifiers';
import { RowCells } from '../sql/row-cells';
import { Statement } from '../sql/statement';
import type { StructureDraft } from '../structure/change-structure';

/** Bytes of a part, which is one value and read as one, and what a record counts at least: five thousand small cells are one. */
const PART_SIZE = 8_000_000;
const LEAST_SIZE = 1_600;
/** Stands for the number of the entry that is still to be written. */
const UNNUMBERED = 0;

/**
 * Keeps the cells of a field that is about to be deleted or to become another type. Cells that follow from the log, or from
 * other cells, are not kept. Nobody may write to them meanwhile.
 */
export async function keepCells(
  { base, run }: Pick<StructureDraft, 'base' | 'run'>,
  table: TableModel,
  field: FieldModel,
): Promise<void> {
  const { storage, filledBy } = field;
  if (storage.kind === 'query' || filledBy?.from === 'change') return;
  // Some seconds for a million records.
  await run(`SET LOCAL statement_timeout = '250s'`);
  const kept = stateTable(base.id, 'past_cells');
  const statement = new Statement(base.id);
  const cell = `(${new RowCells(base, 't', statement).rawJson(field)})::jsonb`;
  const named = `${statement.bind(field.id)}::text`;
  const { text, parameters } = statement.finish(
    `INSERT INTO ${kept} (seq, field_id, part, cells)
      SELECT ${UNNUMBERED}, ${named}, -1, '{}' UNION ALL
      SELECT ${UNNUMBERED}, ${named}, x.part, jsonb_object_agg(x.id, x.cell) FROM (
        SELECT c.id, c.cell, sum(greatest(pg_column_size(c.cell), ${LEAST_SIZE})) OVER (ORDER BY c.__id) / ${PART_SIZE} AS part
        FROM (SELECT t.id, t.__id, ${cell} AS cell FROM ${tableName(base.id, table.id)} t OFFSET 0) c
        WHERE c.cell IS NOT NULL AND c.cell <> 'null') x GROUP BY x.part`,
  );
  await run(text, parameters);
}

/** Nobody writes cells of the table until the end of the transaction. */
export const holdCells = (baseId: string, tableId: string): string =>
  `LOCK TABLE ${tableName(baseId, tableId)} IN SHARE MODE`;

/** Gives the cells that were kept the number of their entry. */
export const numberKept = (baseId: string): string =>
  `UPDATE ${stateTable(baseId, 'past_cells')} SET seq = $1 WHERE seq = ${UNNUMBERED}`;
