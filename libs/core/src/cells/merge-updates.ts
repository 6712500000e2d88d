import type { TableModel } from '../model/table-model';
import type { RecordWrite } from '../records/change-set';
import type { Cells } from './write-input';

/** Cells of a PUT: what was given, and null for every other writable field. */
export function replacingCells(cells: Readonly<Cells>, table: TableModel): Cells {
  const cleared = table.fields
    .filter(({ behaviour }) => !behaviour.computed)
    .map(({ id }) => [id, null] as const);
  return { ...Object.fromEntries(cleared), ...cells };
}

/** One write per record: what is given twice applies in order, so the later cell stays. */
export function mergeUpdates(records: readonly RecordWrite[]): RecordWrite[] {
  const merged = new Map<string, Cells>();
  for (const { id, cells } of records) merged.set(id, { ...merged.get(id), ...cells });
  return [...merged].map(([id, cells]) => ({ id, cells }));
}
