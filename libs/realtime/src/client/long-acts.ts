import type { Op } from '@pyairtable/contracts';

/** An act of the person that goes to the server as many ops: how far it is, and how to stop it. */
export interface ActProgress {
  readonly kind: Op['kind'];
  readonly tableId: string | undefined;
  /** Records the act is about. */
  readonly records: number;
  /** Ops settled, of how many. */
  readonly settled: number;
  readonly ops: number;
  /** What has not been sent is not sent any more; what has been stays and can be undone. */
  cancel(): void;
}

/** Acts of fewer ops are over before anybody could stop them. */
const MIN_OPS = 4;

/** Records an op names; a restore names none. */
const sizeOf = (op: Op): number =>
  op.kind === 'records.restore' ? 0 : op.kind === 'records.delete' ? op.recordIds.length : op.records.length;

interface Act {
  ops: readonly Op[];
  records: number;
  settled: number;
}

/** The acts that are under way, oldest first. */
export class LongActs {
  readonly #acts = new Set<Act>();
  readonly #byOp = new Map<string, Act>();
  #current: ActProgress | null = null;
  readonly #withdraw: (opIds: readonly string[]) => void;

  /** `withdraw` takes back those of the ops that were not sent. */
  constructor(withdraw: (opIds: readonly string[]) => void) {
    this.#withdraw = withdraw;
  }

  /** The act to show; null when nothing takes long. The same object until it goes on. */
  get current(): ActProgress | null {
    return this.#current;
  }

  #look(): ActProgress | null {
    const [act] = this.#acts;
    const first = act?.ops[0];
    if (!act || !first) return null;
    return {
      kind: first.kind,
      tableId: first.kind === 'records.restore' ? undefined : first.tableId,
      records: act.records,
      settled: act.settled,
      ops: act.ops.length,
      cancel: () => this.#withdraw(act.ops.map(({ id }) => id)),
    };
  }

  /** `restored`: how many records those of the ops that restore bring back. */
  begin(ops: readonly Op[], restored: number): void {
    if (ops.length < MIN_OPS) return;
    const act = { ops, records: ops.reduce((sum, op) => sum + sizeOf(op), restored), settled: 0 };
    this.#acts.add(act);
    for (const { id } of ops) this.#byOp.set(id, act);
    this.#current = this.#look();
  }

  /** An op of an act was carried out, refused or withdrawn; false for an op of no act. */
  settle(opId: string): boolean {
    const act = this.#byOp.get(opId);
    if (!act) return false;
    this.#byOp.delete(opId);
    act.settled += 1;
    if (act.settled === act.ops.length) this.#acts.delete(act);
    this.#current = this.#look();
    return true;
  }
}
