import type { Change, Op, RawCell, RecordChanges } from '@pyairtable/contracts';

type WithoutId<T> = T extends Op ? Omit<T, 'id'> : never;
/** An op that has no id yet: what to do, not which message does it. */
export type Intent = WithoutId<Op>;

/** One op of an act of the person, and what is known of it. */
export interface Step {
  op: Op;
  /**
   * What the op replaced, as shown when it was made; the log's own word replaces it once the change arrives. null for a
   * record that was not loaded: only the log knows.
   */
  before: Map<string, Record<string, RawCell> | null>;
  /** Number of the op's change; undefined until confirmed. */
  seq: number | undefined;
  /** Fields of records that others wrote since the op's change: what stands there is theirs. */
  taken: Map<string, Set<string>>;
  /** Records that a restore brought back, and their table. */
  restored: { tableId: string; recordIds: string[] } | undefined;
  refused: boolean;
}

const pick = (cells: Record<string, RawCell>, fieldIds: readonly string[]) =>
  Object.fromEntries(Object.entries(cells).filter(([fieldId]) => fieldIds.includes(fieldId)));

/** What the change really replaced, in place of what was shown; what it leaves out had been as the op wrote it. */
export function replaced(
  { tableId, records }: Extract<Op, { kind: 'records.update' }>,
  before: Step['before'],
  { changes }: Change,
): void {
  const lists = changes.filter(
    (part) => part.kind === 'records' && part.tableId === tableId,
  ) as RecordChanges[];
  const changed = new Map(lists.flatMap(({ updated = [] }) => updated.map((line) => [line.id, line.before])));
  for (const { id, cells } of records) {
    // Only what the op itself wrote: a change may also mention the other side of a link.
    before.set(id, { ...before.get(id), ...cells, ...pick(changed.get(id) ?? {}, Object.keys(cells)) });
  }
}

/** A restore, the undoing of a deletion and of writes to records that were not loaded need what only the log knows. */
export function isKnown({ op, seq, restored, before }: Step): boolean {
  if (op.kind === 'records.delete') return seq !== undefined;
  if (op.kind === 'records.update') return seq !== undefined || [...before.values()].every(Boolean);
  return op.kind !== 'records.restore' || restored !== undefined;
}

/** What takes a step back; null where others wrote all of it since. */
export function inverse({ op, before, seq, taken, restored }: Step): Intent | null {
  switch (op.kind) {
    case 'records.create':
      return {
        kind: 'records.delete',
        tableId: op.tableId,
        recordIds: op.records.flatMap(({ id }) => (id === undefined ? [] : [id])),
      };
    case 'records.update': {
      const records = op.records.flatMap(({ id, cells }) => {
        if (before.get(id) === null) return [];
        const own = Object.keys(cells).filter((fieldId) => !taken.get(id)?.has(fieldId));
        const back = own.map((fieldId) => [fieldId, before.get(id)?.[fieldId] ?? null]);
        return back.length > 0 ? [{ id, cells: Object.fromEntries(back) as typeof cells }] : [];
      });
      return records.length > 0 ? { kind: 'records.update', tableId: op.tableId, records } : null;
    }
    case 'records.delete':
      return { kind: 'records.restore', seq: seq as number };
    case 'records.restore':
      return {
        kind: 'records.delete',
        tableId: restored?.tableId ?? '',
        recordIds: restored?.recordIds ?? [],
      };
  }
}
