import type { Op } from '@pyairtable/contracts';
import { recordsOf } from './op-size';

/** What became of an act that was stopped, in records. */
export interface StoppedAct {
  /** Done, or on their way to the server. */
  readonly done: number;
  /** Those that stay as they are. */
  readonly left: number;
}

/** An act of the person that goes to the server as many ops: how far it is, and how to stop it. */
export interface ActProgress {
  readonly kind: Op['kind'];
  readonly tableId: string | undefined;
  /** Records the act is about. */
  readonly records: number;
  /** And those of the ops that are settled. */
  readonly done: number;
  /** Ops settled, of how many. */
  readonly settled: number;
  readonly ops: number;
  /** What has not been sent is not sent any more; what has been stays and can be undone. */
  cancel(): StoppedAct;
}

/** Acts of fewer ops are over before anybody could stop them. */
const MIN_OPS = 4;

interface Act {
  ops: readonly Op[];
  /** Records of each op, by its id. */
  sizes: ReadonlyMap<string, number>;
  records: number;
  done: number;
  settled: number;
}

/** The acts that are under way, oldest first. */
export class LongActs {
  readonly #acts = new Set<Act>();
  readonly #byOp = new Map<string, Act>();
  #current: ActProgress | null = null;
  readonly #withdraw: (opIds: readonly string[]) => readonly Op[];

  /** `withdraw` takes back those of the ops that were not sent, and answers them. */
  constructor(withdraw: (opIds: readonly string[]) => readonly Op[]) {
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
      done: act.done,
      settled: act.settled,
      ops: act.ops.length,
      cancel: () => {
        const withdrawn = this.#withdraw(act.ops.map(({ id }) => id));
        const left = withdrawn.reduce((sum, { id }) => sum + (act.sizes.get(id) ?? 0), 0);
        return { done: act.records - left, left };
      },
    };
  }

  /** `restored`: how many records each op brings back, where they restore. */
  begin(ops: readonly Op[], restored: readonly number[]): void {
    if (ops.length < MIN_OPS) return;
    const sizes = new Map(ops.map((op, index) => [op.id, recordsOf(op) ?? restored[index] ?? 0]));
    const records = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    const act = { ops, sizes, records, done: 0, settled: 0 };
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
    act.done += act.sizes.get(opId) ?? 0;
    if (act.settled === act.ops.length) this.#acts.delete(act);
    this.#current = this.#look();
    return true;
  }
}
