import type { Op, RawCell } from '@pyairtable/contracts';
import type { Inverse } from './open-inverses';
import type { Step } from './step';

type Cells<T> = [string, T][];

/** One op of an act, and what was known of it by the last change that was. */
export interface KeptStep {
  /** Number of that change. */
  last: number;
  op: Op;
  before: Cells<Record<string, RawCell> | null>;
  under: Cells<Record<string, RawCell>>;
  taken: Cells<string[]>;
  seq?: number;
  restored?: NonNullable<Step['restored']>;
  refused?: boolean;
}

/**
 * What an op takes back, as it is kept beside that: whoever sends the op later, from another page, asks the log what others
 * have written since, as the page that made it would have.
 */
export interface KeptInverse extends KeptStep {
  kind: Inverse['kind'];
}

/** Of records that were made only which they are matters to what takes them away again. */
const named = (op: Op): Op =>
  op.kind === 'records.create' ? { ...op, records: op.records.map((made) => ({ ...made, cells: {} })) } : op;

export const keptStep = (step: Step, last: number): KeptStep => ({
  last,
  op: named(step.op),
  before: [...step.before],
  under: [...step.under],
  taken: [...step.taken].map(([id, fieldIds]) => [id, [...fieldIds]]),
  ...(step.seq === undefined ? {} : { seq: step.seq }),
  ...(step.restored ? { restored: step.restored } : {}),
  ...(step.refused ? { refused: true } : {}),
});

export const stepKept = (kept: KeptStep): Step => ({
  op: kept.op,
  before: new Map(kept.before),
  under: new Map(kept.under),
  taken: new Map(kept.taken.map(([id, fieldIds]) => [id, new Set(fieldIds)])),
  converted: 0,
  seq: kept.seq,
  restored: kept.restored,
  refused: kept.refused === true,
});

export const keptInverse = ({ kind, step }: Inverse, last: number): KeptInverse => ({
  kind,
  ...keptStep(step, last),
});

export const inverseKept = (kept: KeptInverse, onlyLogged: boolean): Inverse => ({
  kind: kept.kind,
  onlyLogged,
  step: stepKept(kept),
});
