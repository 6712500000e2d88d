import type { Op, RawCell } from '@pyairtable/contracts';

/** A record created here whose creation is not confirmed. */
export interface UnsavedRecord {
  id: string;
  cells: Readonly<Record<string, RawCell>>;
}

/** What the pending ops do to one table: laid over the server's rows when shown, never mixed into them. */
export interface PendingEdits {
  /** Last pending value per record and field. */
  written: ReadonlyMap<string, Readonly<Record<string, RawCell>>>;
  created: readonly UnsavedRecord[];
  deleted: ReadonlySet<string>;
  /** Those of the deleted whose creation is not confirmed either. */
  unmade: readonly string[];
}

export const NO_EDITS: PendingEdits = { written: new Map(), created: [], deleted: new Set(), unmade: [] };

/**
 * The effect of pending ops on a table, in the order they were made. Rebasing is this and nothing more: cells are
 * registers, so laying the pending values over a newer server state is the rebased state. A restore has no effect
 * before the server's answer, because the browser does not hold what was deleted.
 */
export function pendingEdits(tableId: string, ops: Iterable<Op>): PendingEdits {
  const written = new Map<string, Record<string, RawCell>>();
  const created: UnsavedRecord[] = [];
  const deleted = new Set<string>();
  for (const op of ops) {
    if (op.kind === 'records.restore' || op.tableId !== tableId) continue;
    if (op.kind === 'records.create') {
      for (const { id, cells } of op.records) if (id !== undefined) created.push({ id, cells });
    } else if (op.kind === 'records.update') {
      for (const { id, cells } of op.records) written.set(id, { ...written.get(id), ...cells });
    } else {
      for (const id of op.recordIds) deleted.add(id);
    }
  }
  return {
    written,
    created: created.filter(({ id }) => !deleted.has(id)),
    deleted,
    unmade: created.flatMap(({ id }) => (deleted.has(id) ? id : [])),
  };
}

/** Fields that an op writes, by record of a table; none for an op that is no update of it. */
export function updatesIn(op: Op | undefined, tableId: string): { recordId: string; fieldIds: string[] }[] {
  if (op?.kind !== 'records.update' || op.tableId !== tableId) return [];
  return op.records.map(({ id, cells }) => ({ recordId: id, fieldIds: Object.keys(cells) }));
}
