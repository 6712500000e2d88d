import type { RawCell, RecordChanges } from '@pyairtable/contracts';
import type { TableModel } from '../model/table-model';
import { type LinkPlan, listChanges } from './plan-links';

/** What rows went through, as the log keeps it: of updates, the records and cells that are other than before. */
export type AppliedRows = Required<Pick<RecordChanges, 'created' | 'updated' | 'deleted'>>;

const cellOf = (ids: readonly string[]): RawCell => (ids.length > 0 ? [...ids] : null);

/** The log's account of a write: rows and both sides of links, one entry per table, one line per record. */
export function composeRecordChanges(
  table: TableModel,
  rows: AppliedRows,
  plans: readonly LinkPlan[],
): RecordChanges[] {
  const created = new Map(rows.created.map((row) => [row.id, { ...row, cells: { ...row.cells } }]));
  const deleted = new Map(rows.deleted.map((row) => [row.id, { ...row, before: { ...row.before } }]));
  const updated = new Map([
    [
      table.id,
      new Map(
        rows.updated.map(({ id, before, after }) => [id, { id, before: { ...before }, after: { ...after } }]),
      ),
    ],
  ]);
  for (const change of plans.flatMap((plan) => listChanges(plan, table.id))) {
    const { tableId, recordId, fieldId } = change;
    const [before, after] = [cellOf(change.before), cellOf(change.after)];
    const own = tableId === table.id;
    const [birth, death] = own ? [created.get(recordId), deleted.get(recordId)] : [];
    if (birth) {
      if (after !== null) birth.cells[fieldId] = after;
    } else if (death) {
      death.before[fieldId] = before;
    } else {
      const records = updated.get(tableId) ?? new Map();
      updated.set(tableId, records);
      const line = records.get(recordId) ?? { id: recordId, before: {}, after: {} };
      line.before[fieldId] = before;
      line.after[fieldId] = after;
      records.set(recordId, line);
    }
  }
  return [...updated].flatMap(([tableId, records]): RecordChanges[] => {
    const own = tableId === table.id;
    const change: RecordChanges = { kind: 'records', tableId };
    if (own && created.size > 0) change.created = [...created.values()];
    if (own && deleted.size > 0) change.deleted = [...deleted.values()];
    if (records.size > 0) change.updated = [...records.values()];
    return change.created || change.deleted || change.updated ? [change] : [];
  });
}
