import type { RawCell, RecordChanges } from '@pyairtable/contracts';
import type { TableModel } from '../model/table-model';
import type { LinkPlan } from './plan-links';

/** What rows went through, as the log keeps it: of updates, the records and cells that are other than before. */
export type AppliedRows = Required<Pick<RecordChanges, 'created' | 'updated' | 'deleted'>>;

const cellOf = (ids: readonly string[]): RawCell => (ids.length > 0 ? [...ids] : null);

/** The log's account of a write: rows and both sides of links, one entry per table, one line per record. */
export function composeRecordChanges(
  table: TableModel,
  rows: AppliedRows,
  plans: readonly LinkPlan[],
): RecordChanges[] {
  const changes = new Map<string, RecordChanges>();
  const of = (tableId: string): RecordChanges => {
    const found = changes.get(tableId) ?? { kind: 'records', tableId };
    changes.set(tableId, found);
    return found;
  };
  const own = of(table.id);
  const created = new Map(rows.created.map((row) => [row.id, { ...row, cells: { ...row.cells } }]));
  const updated = new Map(
    rows.updated.map(({ id, before, after }) => [id, { id, before: { ...before }, after: { ...after } }]),
  );
  const deleted = new Map(rows.deleted.map((row) => [row.id, { ...row, before: { ...row.before } }]));
  const updates = new Map([[table.id, updated]]);

  for (const { field, own: lists, inverse } of plans) {
    for (const { recordId, before, after } of lists) {
      const change = updated.get(recordId);
      if (change) {
        change.before[field.id] = cellOf(before);
        change.after[field.id] = cellOf(after);
      }
      const birth = created.get(recordId);
      if (birth && after.length > 0) birth.cells[field.id] = cellOf(after);
      const death = deleted.get(recordId);
      if (death) death.before[field.id] = cellOf(before);
    }
    const { inverseFieldId, linkedTableId } = field.link;
    if (!inverseFieldId) continue;
    const others = updates.get(linkedTableId) ?? new Map();
    updates.set(linkedTableId, others);
    for (const { recordId, before, after } of inverse) {
      const change = others.get(recordId) ?? { id: recordId, before: {}, after: {} };
      change.before[inverseFieldId] = cellOf(before);
      change.after[inverseFieldId] = cellOf(after);
      others.set(recordId, change);
    }
  }
  if (created.size > 0) own.created = [...created.values()];
  if (deleted.size > 0) own.deleted = [...deleted.values()];
  for (const [tableId, records] of updates) if (records.size > 0) of(tableId).updated = [...records.values()];
  return [...changes.values()].filter(({ created: a, updated: b, deleted: c }) => a || b || c);
}
