import type { RawCell } from '@pyairtable/contracts';
import { isId } from '@pyairtable/kernel';
import { cellContext } from '../cells/write-input';
import type { BaseModel } from '../model/base-model';
import { fieldModel } from '../model/field-model';
import type { TableModel } from '../model/table-model';
import type { CellInput } from './cell-input';
import { type FormerCell, readFormers } from './former-cells';
import type { RecordLookup } from './record-plan';

/** Whether a text may be what a cell of another type is kept as: nobody types ids of choices and people. */
const isKept = (cell: unknown): cell is string =>
  typeof cell === 'string' && (isId('choice', cell) || isId('user', cell));

/**
 * Raw cells that were made while a field had another type, as the conversion made those that were there: an edit may be on
 * its way while a field gets another type. `types` are those that whoever made the cells knew, by field id; without them
 * only ids in fields of text are taken to be late. A cell of which the new type makes nothing, or not all that it said, stays, to be refused. Looks
 * nothing up unless some cell is late.
 */
export async function readLate<R extends { cells: CellInput }>(
  records: readonly R[],
  table: TableModel,
  base: BaseModel,
  lookup: RecordLookup,
  types: Readonly<Record<string, string>> = {},
): Promise<readonly R[]> {
  const isLate = ([fieldId, cell]: [string, unknown]) => {
    const field = table.fieldById(fieldId);
    if (!field || field.behaviour.computed || cell === null) return false;
    const type = types[fieldId];
    return type === undefined ? isKept(cell) && field.behaviour.family === 'text' : type !== field.type;
  };
  const late = records.flatMap(({ cells }) => Object.entries(cells).filter(isLate));
  if (late.length === 0) return records;
  const former = await lookup.former([...new Set(late.map(([fieldId]) => fieldId))]);
  const models = former.map((field) => fieldModel(field));
  const formerCell = ([fieldId, cell]: [string, unknown]): FormerCell | undefined => {
    const to = table.field(fieldId);
    const context = cellContext(to, base);
    const type = types[fieldId];
    for (const from of models) {
      const meant =
        type === undefined ? ['choice', 'person'].includes(from.behaviour.family) : from.type === type;
      if (from.id !== fieldId || !meant) continue;
      const held = from.behaviour.check(cell as RawCell, from.options, context);
      if (held.ok) return { from, cell: held.value, to };
    }
    return undefined;
  };
  const readFormer = await readFormers(
    late.flatMap((one) => formerCell(one) ?? []),
    base,
    lookup,
  );
  const read = (entry: [string, unknown]): unknown => {
    const held = isLate(entry) ? formerCell(entry) : undefined;
    const made = held && readFormer(held);
    return made?.whole ? made.cell : entry[1];
  };
  return records.map((record) => ({
    ...record,
    cells: Object.fromEntries(Object.entries(record.cells).map((entry) => [entry[0], read(entry)])),
  }));
}
