import type { Op } from '@pyairtable/contracts';
import { linkedBy } from './linked-by';
import { inverse, type Intent, type Step } from './step';

/** Of one step, records that were made for nothing. */
interface MadeFor {
  step: Step;
  /** What the step made beside them; null for nothing. */
  rest: Op | null;
  /** Takes them away. */
  deletion: Intent;
}

/**
 * Records that acts made for `refused` alone: those that nothing else links to of `all` that the person did, and in which
 * nobody else has written.
 */
export function madeFor(
  { op: refused }: Step,
  acts: readonly { steps: readonly Step[] }[],
  all: Iterable<Step>,
): MadeFor[] {
  const lost = linkedBy([refused]);
  if (lost.size === 0) return [];
  const others = [...all].filter((step) => !step.refused && step.op !== refused);
  const used = linkedBy(others.map(({ op }) => op));
  return acts.flatMap(({ steps }) => {
    // A record that only other acts than its own link to was not made for that.
    const own = linkedBy(steps.map(({ op }) => op));
    return steps.flatMap((step) => {
      const { op } = step;
      const back = inverse(step);
      if (step.refused || op.kind !== 'records.create' || back?.kind !== 'records.delete') return [];
      const recordIds = back.recordIds.filter((id) => lost.has(id) && own.has(id) && !used.has(id));
      if (recordIds.length === 0) return [];
      const records = op.records.filter(({ id }) => id === undefined || !recordIds.includes(id));
      return { step, rest: records.length > 0 ? { ...op, records } : null, deletion: { ...back, recordIds } };
    });
  });
}
