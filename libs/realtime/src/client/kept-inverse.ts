import type { Op, RawCell } from '@pyairtable/contracts';
import type { Inverse } from './open-inverses';
import type { Step } from './step';

type Cells<T> = [string, T][];

/**
 * What an op takes back, as it is kept beside that: whoever sends the op later, from another page, asks the log what others
 * have written since, as the page that made it would have.
 */
export interface KeptInverse {
  kind: Inverse['kind'];
  /** Number of the last change that was known by then. */
  last: number;
  op: Op;
  before: Cells<Record<string, RawCell> | null>;
  under: Cells<Record<string, RawCell>>;
  taken: Cells<string[]>;
  seq?: number;
  restored?: NonNullable<Step['restored']>;
  refused?: boolean;
}

/** Of records that were made only which they are matters to what takes them away again. */
const named = (op: Op): Op =>
  op.kind === 'records.create' ? { ...op, records: op.records.map((made) => ({ ...made, cells: {} })) } : op;

export const keptInverse = ({ kind, step }: Inverse, last: number): KeptInverse => ({
  kind,
  last,
  op: named(step.op),
  before: [...step.before],
  under: [...step.under],
  taken: [...step.taken].map(([id, fieldIds]) => [id, [...fieldIds]]),
  ...(step.seq === undefined ? {} : { seq: step.seq }),
  ...(step.restored ? { restored: step.restored } : {}),
  ...(step.refused ? { refused: true } : {}),
});

export const inverseKept = (kept: KeptInverse, onlyLogged: boolean): Inverse => ({
  kind: kept.kind,
  onlyLogged,
  step: {
    op: kept.op,
    before: new Map(kept.before),
    under: new Map(kept.under),
    taken: new Map(kept.taken.map(([id, fieldIds]) => [id, new Set(fieldIds)])),
    seq: kept.seq,
    restored: kept.restored,
    refused: kept.refused === true,
  },
});
