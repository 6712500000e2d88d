import { type Op, sameCell } from '@pyairtable/contracts';
import { inverse, type Step } from './step';

type Update = Extract<Op, { kind: 'records.update' }>;
type Deletion = Extract<Op, { kind: 'records.delete' }>;

/** An op that takes a step back. */
export interface Inverse {
  step: Step;
  kind: 'undo' | 'redo';
  /** No page waits for the answer to that step any more: the log alone tells whether it was carried out. */
  onlyLogged?: boolean;
}

/** What is left of an op that takes another back. */
interface Left {
  kind: Inverse['kind'];
  /** What is to be sent: the op itself, less, null for nothing; undefined before what it takes back is settled. */
  left: Op | null | undefined;
  /** Cells that others wrote since the op was made, which stay as they are. */
  kept: number;
}

/**
 * Ops that take others back, until they are settled. They show at once, and are made of what is known when they are sent:
 * what others wrote in the meantime stays.
 */
export class OpenInverses {
  readonly #inverses = new Map<string, Inverse>();

  add(opId: string, inverse: Inverse): void {
    this.#inverses.set(opId, inverse);
  }

  /** The op is settled, or never sent. */
  end(opId: string): Inverse | undefined {
    const ended = this.#inverses.get(opId);
    this.#inverses.delete(opId);
    return ended;
  }

  /** Another op takes the place of one. */
  replace(opId: string, by: string): void {
    const ended = this.end(opId);
    if (ended) this.add(by, ended);
  }

  clear(): void {
    this.#inverses.clear();
  }

  ids(): string[] {
    return [...this.#inverses.keys()];
  }

  get(opId: string): Inverse | undefined {
    return this.#inverses.get(opId);
  }

  /** Those that take an op back. */
  of(opId: string): string[] {
    return this.ids().filter((id) => this.#inverses.get(id)?.step.op.id === opId);
  }

  /** What is being taken back. */
  steps(): Step[] {
    return [...this.#inverses.values()].map(({ step }) => step);
  }

  /** Once the whole log is known; undefined for an op that takes nothing back, or no cells. */
  left(op: Op): Left | undefined {
    const found = this.#inverses.get(op.id);
    if (!found || (op.kind !== 'records.delete' && op.kind !== 'records.update')) return undefined;
    const { kind, step, onlyLogged } = found;
    if (step.refused) return { kind, left: null, kept: 0 };
    if (step.seq === undefined && onlyLogged) return { kind, left: null, kept: sizeOf(op) };
    if (op.kind === 'records.delete') return leftOfDeletion(op, found);
    if (step.seq === undefined) return { kind, left: undefined, kept: 0 };
    const left = within(op, inverse(step) as Update | null);
    return { kind, left, kept: cellsOf(op) - (left ? cellsOf(left) : 0) };
  }
}

/** Of records that are taken away again those in which nobody has written since. */
function leftOfDeletion(op: Deletion, { step, kind }: Inverse): Left | undefined {
  if (step.seq === undefined) return undefined;
  const own = new Set((inverse(step) as Deletion | null)?.recordIds ?? []);
  const recordIds = op.recordIds.filter((id) => own.has(id));
  if (recordIds.length === op.recordIds.length) return undefined;
  const kept = op.recordIds.reduce((sum, id) => sum + (step.taken.get(id)?.size ?? 0), 0);
  return { kind, left: recordIds.length > 0 ? { ...op, recordIds } : null, kept };
}

/** Cells that an op writes, or records that it takes away. */
const sizeOf = (op: Update | Deletion): number =>
  op.kind === 'records.delete' ? op.recordIds.length : cellsOf(op);

const cellsOf = ({ records }: Update): number =>
  records.reduce((sum, { cells }) => sum + Object.keys(cells).length, 0);

/** The cells of an op as another has them, without those that it has not; the same op where nothing differs. */
function within(op: Update, other: Pick<Update, 'records'> | null): Update | null {
  const others = new Map((other?.records ?? []).map(({ id, cells }) => [id, cells]));
  let isSame = true;
  const records = op.records.flatMap(({ id, cells }) => {
    const now = others.get(id);
    const left = Object.entries(cells).flatMap(([fieldId, cell]) => {
      const then = now?.[fieldId];
      if (then === undefined || !sameCell(then, cell)) isSame = false;
      return then === undefined ? [] : [[fieldId, then] as const];
    });
    return left.length > 0 ? { id, cells: Object.fromEntries(left) } : [];
  });
  if (isSame) return op;
  return records.length > 0 ? { ...op, records } : null;
}
