import type { Field, RawCell } from '@pyairtable/contracts';
import { type FieldModel, freeName, shownField, type TableModel } from '@pyairtable/core';
import { cellCopy } from '@pyairtable/field-types';
import { newId } from '@pyairtable/kernel';
import { columnName, junctionName, tableName } from '../sql/identifiers';
import { addWhole, growing } from './add-field';
import type { StructureDraft } from './change-structure';

export interface DuplicateRequest {
  /** Else the name of the field with "copy" behind it. */
  name?: string | undefined;
  /** Its cells are copied too. */
  cells: boolean;
}

const CHUNK = 5_000;

/**
 * Adds a field like another at the end of its table, with its options, description and rules, and with its cells where
 * they are asked for. Choices keep their ids.
 */
export async function duplicateField(
  draft: StructureDraft,
  table: TableModel,
  field: FieldModel,
  { name, cells }: DuplicateRequest,
): Promise<Field> {
  const taken = table.fields.map((other) => other.name);
  const like = {
    ...shownField(field),
    id: newId('field'),
    name: name ?? freeName(field.name, taken, ' copy'),
  };
  const copy = await addWhole(draft, growing(table), like);
  if (cells) await copyCells(draft, table, field, copy);
  return shownField(copy);
}

async function copyCells(
  draft: StructureDraft,
  table: TableModel,
  from: FieldModel,
  to: FieldModel,
): Promise<void> {
  if (from.link && to.link) return copyLinks(draft, from.link, to.link.pairId);
  // Numbers go on counting for both; all others are as they were filled.
  if (from.storage.kind !== 'column' || from.filledBy?.from === 'counter') return undefined;
  const { base, run } = draft;
  // A million records take some ten seconds.
  await run(`SET LOCAL statement_timeout = '250s'`);
  if (from.behaviour.family === 'file') return copyObjects(draft, table, from, to);
  const rows = tableName(base.id, table.id);
  await run(
    `UPDATE ${rows} SET ${columnName(to.id)} = ${columnName(from.id)} WHERE ${columnName(from.id)} IS NOT NULL`,
  );
}

/** Attachments are those of one cell. */
async function copyObjects(
  { base, run }: StructureDraft,
  table: TableModel,
  from: FieldModel,
  to: FieldModel,
): Promise<void> {
  const rows = tableName(base.id, table.id);
  for (let after = 0; ;) {
    const read = await run<{ n: number; cell: RawCell }>(
      `SELECT __id AS n, ${columnName(from.id)} AS cell FROM ${rows}
        WHERE __id > $1::bigint AND ${columnName(from.id)} IS NOT NULL ORDER BY __id LIMIT ${CHUNK}`,
      [after],
    );
    await run(
      `UPDATE ${rows} t SET ${columnName(to.id)} = i.cell
        FROM jsonb_to_recordset($1::jsonb) AS i(n bigint, cell jsonb) WHERE t.__id = i.n`,
      [JSON.stringify(read.map(({ n, cell }) => ({ n, cell: cellCopy(cell) })))],
    );
    const last = read.at(-1);
    if (!last || read.length < CHUNK) return;
    after = last.n;
  }
}

/** The copy of a link stands on the side from which it was made. */
async function copyLinks(
  { base, run }: StructureDraft,
  from: NonNullable<FieldModel['link']>,
  pairId: string,
): Promise<void> {
  const [own, other] = [from.own, from.other];
  await run(
    `INSERT INTO ${junctionName(base.id, pairId)} (a, b, a_position, b_position)
      SELECT ${own}, ${other}, ${own}_position, ${other}_position FROM ${junctionName(base.id, from.pairId)}`,
  );
}
