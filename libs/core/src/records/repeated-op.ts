import type { Change, Op, RecordChanges } from '@pyairtable/contracts';

/** The records of an op that changed nothing, from what was kept of it; null when that was another op: only updates can change nothing. */
export function recordsOfIdleOp(op: Op, kept: readonly string[]): string[] | null {
  const named = op.kind === 'records.update' ? op.records.map(({ id }) => id) : [];
  return named.join() === kept.join() ? [...kept] : null;
}

/** The records of a logged op in the order of the op; null when the entry tells of another op. */
export function recordsOfLoggedOp(op: Op, changes: Change['changes']): string[] | null {
  const lists = changes.filter(
    (change): change is RecordChanges =>
      change.kind === 'records' && (op.kind === 'records.restore' || change.tableId === op.tableId),
  );
  const ids = (key: 'created' | 'updated' | 'deleted') =>
    lists.flatMap((list) => (list[key] ?? []).map(({ id }) => id));
  const about = (logged: readonly string[], named: readonly string[]) =>
    named.some((id) => logged.includes(id)) ? [...named] : null;
  if (op.kind === 'records.delete') return about(ids('deleted'), [...new Set(op.recordIds)]);
  if (op.kind === 'records.update')
    return about(
      ids('updated'),
      op.records.map(({ id }) => id),
    );
  const created = ids('created');
  if (op.kind === 'records.restore') return created.length > 0 ? created : null;
  const asSent = op.records.every(({ id }, at) => id === undefined || id === created[at]);
  return asSent && created.length === op.records.length ? created : null;
}
