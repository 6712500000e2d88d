import type { RawCell } from '@pyairtable/contracts';
import { isId } from '@pyairtable/kernel';
import { cellContext } from '../cells/write-input';
import type { BaseModel } from '../model/base-model';
import { fieldModel } from '../model/field-model';
import type { TableModel } from '../model/table-model';
import { convertCell } from '../structure/convert-cell';
import type { CellInput } from './cell-input';
import type { RecordLookup } from './record-plan';

/** Whether a text may be what a cell of another type is kept as: nobody types ids of choices and people. */
const isKept = (cell: unknown): cell is string =>
  typeof cell === 'string' && (isId('choice', cell) || isId('user', cell));

/**
 * Raw cells that were made while a field had another type, as what that type showed: an edit may be on its way while a field
 * becomes text, and text takes the id of a choice as it would any other. Looks nothing up unless there is such an id.
 */
export async function readLate<R extends { cells: CellInput }>(
  records: readonly R[],
  table: TableModel,
  base: BaseModel,
  lookup: RecordLookup,
): Promise<readonly R[]> {
  const isLate = ([fieldId, cell]: [string, unknown]) =>
    isKept(cell) && table.fieldById(fieldId)?.behaviour.family === 'text';
  const late = new Set(
    records.flatMap(({ cells }) => Object.entries(cells).filter(isLate)).map(([fieldId]) => fieldId),
  );
  if (late.size === 0) return records;
  const former = (await lookup.former([...late])).map((field) => fieldModel(field));
  const read = (fieldId: string, cell: unknown): unknown => {
    const field = table.fieldById(fieldId);
    if (!field || !isLate([fieldId, cell])) return cell;
    for (const from of former) {
      if (from.id !== fieldId || !['choice', 'person'].includes(from.behaviour.family)) continue;
      const context = cellContext(field, base);
      const held = from.behaviour.check(cell as RawCell, from.options, context);
      if (held.ok) return convertCell(held.value, from, field, context).cell;
    }
    return cell;
  };
  return records.map((record) => ({
    ...record,
    cells: Object.fromEntries(Object.entries(record.cells).map(([id, cell]) => [id, read(id, cell)])),
  }));
}
