import type { Change, Field, Op, RawCell, RecordChanges } from '@pyairtable/contracts';

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
  /** Cells that stand under it instead, of acts before it that were taken back after it. */
  under: Map<string, Record<string, RawCell>>;
  /** Number of the op's change; undefined until confirmed. */
  seq: number | undefined;
  /** Fields of records that others wrote since the op's change: what stands there is theirs. */
  taken: Map<string, Set<string>>;
  /** Cells that it wrote of fields that have another type since: what they were means nothing to these. */
  converted: number;
  /** Records that a restore brought back, and their table. */
  restored: { tableId: string; recordIds: string[] } | undefined;
  refused: boolean;
  /** Fields that got another type since, as they were: their cells are not put back until they are that again. */
  asleep?: Map<string, Field>;
  /** The op that first made the records which it takes away, or brings back. */
  origin?: string | undefined;
}

/** A step of which no more is known than its op. */
export const newStep = (op: Op, before: Step['before'], origin?: string): Step => ({
  op,
  before,
  seq: undefined,
  under: new Map(),
  taken: new Map(),
  converted: 0,
  restored: undefined,
  refused: false,
  origin,
});

/** The op that first made the records of a step; undefined where that was no act of the person. */
export const originOf = ({ op, origin }: Step): string | undefined =>
  op.kind === 'records.create' ? op.id : origin;

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

const MADE = new WeakMap<object, ReadonlySet<string>>();

/** Records that a step made or brought back, of which table. */
export function madeBy({ op, restored }: Step): { tableId: string; ids: ReadonlySet<string> } | undefined {
  const made =
    op.kind === 'records.create'
      ? { key: op, tableId: op.tableId, list: op.records.flatMap(({ id }) => (id === undefined ? [] : [id])) }
      : op.kind === 'records.restore' && restored
        ? { key: restored, tableId: restored.tableId, list: restored.recordIds }
        : undefined;
  if (!made) return undefined;
  const ids = MADE.get(made.key) ?? new Set(made.list);
  MADE.set(made.key, ids);
  return { tableId: made.tableId, ids };
}

/** Takes records away again, but for those in which others have written since. */
function deletionOf(step: Step): Intent | null {
  const made = madeBy(step);
  const recordIds = [...(made?.ids ?? [])].filter((id) => !step.taken.get(id)?.size);
  if (!made || recordIds.length === 0) return null;
  const undoes = originOf(step);
  return {
    kind: 'records.delete',
    tableId: made.tableId,
    recordIds,
    ...(undoes === undefined ? {} : { undoes }),
  };
}

/** A restore, the undoing of a deletion and of writes to records that were not loaded need what only the log knows. */
export function isKnown({ op, seq, restored, before }: Step): boolean {
  if (op.kind === 'records.delete') return seq !== undefined;
  if (op.kind === 'records.update') return seq !== undefined || [...before.values()].every(Boolean);
  return op.kind !== 'records.restore' || restored !== undefined;
}

/** What takes a step back; null where others wrote all of it since. */
export function inverse(step: Step): Intent | null {
  const { op, before, under, seq, taken, asleep } = step;
  switch (op.kind) {
    case 'records.create':
    case 'records.restore':
      return deletionOf(step);
    case 'records.update': {
      const records = op.records.flatMap(({ id, cells }) => {
        if (before.get(id) === null) return [];
        const own = Object.keys(cells).filter(
          (fieldId) => !taken.get(id)?.has(fieldId) && !asleep?.has(fieldId),
        );
        const was = { ...before.get(id), ...under.get(id) };
        const back = own.map((fieldId) => [fieldId, was[fieldId] ?? null]);
        return back.length > 0 ? [{ id, cells: Object.fromEntries(back) as typeof cells }] : [];
      });
      return records.length > 0 ? { kind: 'records.update', tableId: op.tableId, records } : null;
    }
    case 'records.delete':
      return { kind: 'records.restore', seq: seq as number };
  }
}
