import type { Change, Op, RawCell, RecordChanges } from '@pyairtable/contracts';

type WithoutId<T> = T extends Op ? Omit<T, 'id'> : never;
/** An op that has no id yet: what to do, not which message does it. */
export type Intent = WithoutId<Op>;

interface Step {
  op: Op;
  /**
   * What the op replaced, as shown when it was made; the log's own word replaces it once the change arrives. null for a
   * record that was not loaded: only the log knows.
   */
  before: Map<string, Record<string, RawCell> | null>;
  /** Number of the op's change; undefined until confirmed. */
  seq: number | undefined;
  /** Records that a restore brought back, and their table. */
  restored: { tableId: string; recordIds: string[] } | undefined;
  refused: boolean;
}

/** Something done outside of the log that can be taken back and done again. */
export interface Act {
  /** The table in which it shows. */
  tableId: string;
  undo(): void;
  redo(): void;
}

/** One press of undo: the ops of one act of the person, e.g. a paste of many blocks, or an act outside of the log. */
interface Entry {
  steps: Step[];
  act?: Act;
}

const MAX_ENTRIES = 200;

/**
 * Undo and redo of one browser's own acts, as inverse ops: update ↔ update with the values before, create ↔ delete,
 * delete ↔ restore. Other people's edits in between stay. A deletion is restored by the number of its change, so `undo`
 * on one that is not confirmed yet is remembered and runs then.
 */
export class History {
  readonly #undo: Entry[] = [];
  readonly #redo: Entry[] = [];
  readonly #byOp = new Map<string, { entry: Entry; step: Step }>();
  readonly #run: (intents: Intent[], to: 'undo' | 'redo', restored: number) => void;
  #waiting: 'undo' | 'redo' | null = null;

  /** `run` submits the intents, which bring back as many records, as one act and records it on the stack named. */
  constructor(run: (intents: Intent[], to: 'undo' | 'redo', restored: number) => void) {
    this.#run = run;
  }

  get canUndo(): boolean {
    return this.#undo.length > 0;
  }

  get canRedo(): boolean {
    return this.#redo.length > 0;
  }

  /** Tables that the next step of a stack changes; those of a restore are known once it is done. */
  tables(kind: 'undo' | 'redo'): readonly string[] {
    const entry = (kind === 'undo' ? this.#undo : this.#redo).at(-1);
    const ids = (entry?.steps ?? []).flatMap(({ op, restored }) =>
      op.kind === 'records.restore' ? (restored?.tableId ?? []) : op.tableId,
    );
    return [...new Set(entry?.act ? [entry.act.tableId] : ids)];
  }

  /** Records an act. A new act of the person (`to` absent) ends what could be redone. */
  record(ops: { op: Op; before: Step['before'] }[], to?: 'undo' | 'redo'): void {
    const entry: Entry = {
      steps: ops.map(({ op, before }) => ({
        op,
        before,
        seq: undefined,
        restored: undefined,
        refused: false,
      })),
    };
    for (const step of entry.steps) this.#byOp.set(step.op.id, { entry, step });
    this.#push(entry, to);
  }

  /** Records something done outside of the log. */
  recordAct(act: Act): void {
    this.#push({ steps: [], act });
  }

  #push(entry: Entry, to?: 'undo' | 'redo'): void {
    if (to === undefined) {
      this.#forget(this.#redo.splice(0));
      this.#waiting = null;
    }
    const stack = to === 'redo' ? this.#redo : this.#undo;
    stack.push(entry);
    if (stack.length > MAX_ENTRIES) this.#forget(stack.splice(0, 1));
  }

  /** The op's change arrived: its number, and what it really replaced. */
  confirm(opId: string, seq: number, change?: Change): void {
    const found = this.#byOp.get(opId);
    if (!found) return;
    const { step } = found;
    step.seq = seq;
    for (const part of change?.changes ?? []) {
      if (part.kind !== 'records') continue;
      if (step.op.kind === 'records.restore' && part.created) {
        step.restored = { tableId: part.tableId, recordIds: part.created.map(({ id }) => id) };
      }
    }
    if (change && step.op.kind === 'records.update') replaced(step.op, step.before, change);
    // Settled without a change, in records that were not loaded: nobody knows of anything to take back.
    if (step.before.size > 0 && [...step.before.values()].every((cells) => cells === null)) this.reject(opId);
    else this.#retry();
  }

  /** Another op takes the place of one that was refused, in the same act. */
  replace(opId: string, op: Op): void {
    const found = this.#byOp.get(opId);
    if (!found) return;
    this.#byOp.delete(opId);
    found.step.op = op;
    this.#byOp.set(op.id, found);
  }

  /** The op was refused: it cannot be undone, the rest of its act can. */
  reject(opId: string): void {
    const found = this.#byOp.get(opId);
    if (!found) return;
    found.step.refused = true;
    this.#byOp.delete(opId);
    if (found.entry.steps.every(({ refused }) => refused)) {
      for (const stack of [this.#undo, this.#redo]) {
        const position = stack.indexOf(found.entry);
        if (position >= 0) stack.splice(position, 1);
      }
    }
    this.#retry();
  }

  /** The field got another type: what its cells were means nothing to it any more, and is not put back. */
  forgetField(fieldId: string): void {
    for (const { steps } of [...this.#undo, ...this.#redo]) {
      for (const step of steps) {
        const { op } = step;
        if (op.kind !== 'records.update') continue;
        const records = op.records.flatMap(({ id, cells }) => {
          const kept = Object.entries(cells).filter(([other]) => other !== fieldId);
          return kept.length > 0 ? [{ id, cells: Object.fromEntries(kept) }] : [];
        });
        if (records.length > 0) step.op = { ...op, records };
        else this.reject(op.id);
      }
    }
  }

  /** Nothing can be taken back any more: what was done is not in the base's past. */
  clear(): void {
    this.#forget(this.#undo.splice(0));
    this.#forget(this.#redo.splice(0));
    this.#waiting = null;
  }

  /** True when there was something to undo; it may run a little later. */
  undo(): boolean {
    return this.#step('undo');
  }

  redo(): boolean {
    return this.#step('redo');
  }

  #step(kind: 'undo' | 'redo'): boolean {
    const stack = kind === 'undo' ? this.#undo : this.#redo;
    const entry = stack.at(-1);
    if (!entry) return false;
    const steps = entry.steps.filter(({ refused }) => !refused);
    if (!steps.every(isReady)) {
      this.#waiting = kind;
      return true;
    }
    stack.pop();
    if (entry.act) {
      entry.act[kind]();
      this.#push(entry, kind === 'undo' ? 'redo' : 'undo');
      return true;
    }
    this.#forget([entry]);
    const restored = steps.reduce(
      (sum, { op }) => sum + (op.kind === 'records.delete' ? op.recordIds.length : 0),
      0,
    );
    this.#run(steps.toReversed().map(inverse), kind === 'undo' ? 'redo' : 'undo', restored);
    return true;
  }

  #retry(): void {
    const kind = this.#waiting;
    if (!kind) return;
    this.#waiting = null;
    this.#step(kind);
  }

  #forget(entries: Entry[]): void {
    for (const { steps } of entries) for (const { op } of steps) this.#byOp.delete(op.id);
  }
}

const pick = (cells: Record<string, RawCell>, fieldIds: readonly string[]) =>
  Object.fromEntries(Object.entries(cells).filter(([fieldId]) => fieldIds.includes(fieldId)));

/** What the change really replaced, in place of what was shown; what it leaves out had been as the op wrote it. */
function replaced(
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
function isReady({ op, seq, restored, before }: Step): boolean {
  if (op.kind === 'records.delete') return seq !== undefined;
  if (op.kind === 'records.update') return seq !== undefined || [...before.values()].every(Boolean);
  return op.kind !== 'records.restore' || restored !== undefined;
}

function inverse({ op, before, seq, restored }: Step): Intent {
  switch (op.kind) {
    case 'records.create':
      return {
        kind: 'records.delete',
        tableId: op.tableId,
        recordIds: op.records.flatMap(({ id }) => (id === undefined ? [] : [id])),
      };
    case 'records.update':
      return {
        kind: 'records.update',
        tableId: op.tableId,
        records: op.records
          .filter(({ id }) => before.get(id) !== null)
          .map(({ id, cells }) => ({
            id,
            cells: Object.fromEntries(
              Object.keys(cells).map((fieldId) => [fieldId, before.get(id)?.[fieldId] ?? null]),
            ),
          })),
      };
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
