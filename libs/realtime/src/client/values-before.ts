import { type Op, type RawCell, rawCellOf } from '@pyairtable/contracts';
import type { ShownRow } from '../rows/row-source';
import type { Step } from './step';

/** What an op replaces, as shown; null for a record that is not loaded. */
export function valuesBefore(
  op: Op,
  recordOf: (tableId: string, recordId: string) => ShownRow | undefined,
): Step['before'] {
  const before: Step['before'] = new Map();
  if (op.kind !== 'records.update') return before;
  for (const { id, cells } of op.records) {
    const shown = recordOf(op.tableId, id);
    const raw = Object.keys(cells).map((fieldId) => [fieldId, rawCellOf(shown?.cells[fieldId])]);
    before.set(id, shown ? (Object.fromEntries(raw) as Record<string, RawCell>) : null);
  }
  return before;
}
