import type { Field, FieldRules, RawCell } from '@pyairtable/contracts';
import { type FieldModel, shownField, type TableModel } from '@pyairtable/core';
import { newId } from '@pyairtable/kernel';
import { keepCells } from '../past/keep-cells';
import { columnName, stateTable, tableName } from '../sql/identifiers';
import { carryRules } from './change-rules';
import type { StructureDraft } from './change-structure';
import { addColumn, dropColumn } from './ddl';
import { fillMissed } from './fill-missed';
import { makeRoom } from './make-room';

/** What becomes of a field and its cells. */
export interface MadeCells {
  /** The new field; known when its cells have been judged, as these may need choices. */
  readonly target: FieldModel;
  /** Also has cells of a field that the server fills, which then fills those that are missing. */
  readonly hasFilled?: boolean;
  /** Number of the entry that is taken back by it. */
  readonly undoes?: number;
  /** Looks at every cell, and writes what it becomes into `column`, where there is one. */
  judge(column?: string): Promise<void>;
}

/** Writes cells of the field by the numbers of their records into a column of its type. */
export async function writeCells(
  { base, run }: StructureDraft,
  table: TableModel,
  { storage }: FieldModel,
  column: string,
  cells: readonly { n: number; cell: RawCell }[],
): Promise<void> {
  if (cells.length === 0) return;
  if (storage.kind !== 'column') throw new Error('only stored fields are written');
  await run(
    `UPDATE ${tableName(base.id, table.id)} t SET ${column} = ${storage.sql.fromJson('i.cell')}
      FROM jsonb_to_recordset($1::jsonb) AS i(n bigint, cell jsonb) WHERE t.__id = i.n`,
    [JSON.stringify(cells)],
  );
}

/**
 * Gives the field the type of `made`, and its cells what that makes of them; what they were is kept under the number of the
 * entry. `formerly`: the rules that it is to keep, as far as the new cells let it.
 */
export async function replaceCells(
  draft: StructureDraft,
  table: TableModel,
  field: FieldModel,
  made: MadeCells,
  formerly: FieldRules | undefined,
): Promise<Field> {
  const { base, run, note } = draft;
  const { storage, behaviour } = made.target;
  const rows = tableName(base.id, table.id);
  const own = columnName(field.id);
  const hadColumn = field.storage.kind === 'column';
  await keepCells(draft, table, field);
  if (storage.kind === 'column' && (made.hasFilled || !behaviour.computed)) {
    await makeRoom(draft, table.id);
    const column = columnName(newId('field'));
    await run(`ALTER TABLE ${rows} ADD COLUMN ${column} ${storage.type}`);
    await made.judge(column);
    if (hadColumn) await run(dropColumn(base.id, table.id, field));
    await run(`ALTER TABLE ${rows} RENAME COLUMN ${column} TO ${own}`);
  } else {
    await made.judge();
    if (hadColumn) await run(dropColumn(base.id, table.id, field));
    for (const text of addColumn(base.id, table.id, made.target)) await run(text);
  }
  await fillMissed(draft, table.id, made.target);
  // With the choices that the cells needed.
  const { target } = made;
  const rules = await carryRules(draft, table, formerly, target);
  const after = { ...shownField(target), ...(rules ? { rules } : {}) };
  await run(`UPDATE ${stateTable(base.id, 'field')} SET type = $2, options = $3, rules = $4 WHERE id = $1`, [
    field.id,
    target.type,
    target.options ? JSON.stringify(target.options) : null,
    rules ? JSON.stringify(rules) : null,
  ]);
  note({
    action: 'field.converted',
    tableId: table.id,
    fieldId: field.id,
    before: shownField(field),
    after,
    ...(made.undoes === undefined ? {} : { undoes: made.undoes }),
  });
  return after;
}
