import type { Op } from '@pyairtable/contracts';
import { linkedBy } from './linked-by';
import { inverse, type Intent, madeBy, type Step } from './step';

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

interface ActIds {
  /** Records that it makes. */
  made: ReadonlySet<string>;
  /** What its cells link to. */
  linked: ReadonlySet<string>;
}

/** By the steps of an act, which may be thousands and are asked for one by one. */
const KNOWN = new WeakMap<readonly Step[], ActIds>();

function idsOf(steps: readonly Step[]): ActIds {
  const known = KNOWN.get(steps);
  if (known) return known;
  const made = new Set<string>();
  for (const step of steps) for (const id of madeBy(step)?.ids ?? []) made.add(id);
  const ids = { made, linked: linkedBy(steps.map(({ op }) => op)) };
  KNOWN.set(steps, ids);
  return ids;
}

/**
 * The steps of its act that made records which a step links to: none, but a list, for one that made some; undefined where the
 * step has to do with no such record.
 */
export function madeWith(own: Step, steps: readonly Step[]): Step[] | undefined {
  if (steps.length < 2) return undefined;
  const { made, linked } = idsOf(steps);
  const links = [...linkedBy([own.op])].filter((id) => made.has(id));
  const makers = steps.filter((step) => step !== own && links.some((id) => madeBy(step)?.ids.has(id)));
  const isLinked = [...(madeBy(own)?.ids ?? [])].some((id) => linked.has(id));
  return makers.length > 0 || isLinked ? makers : undefined;
}
