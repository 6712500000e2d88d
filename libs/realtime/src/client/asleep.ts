import type { Field } from '@pyairtable/contracts';
import type { Step } from './step';

/** What cells of the field may name: its choices, or the table that they link to. */
function namesOf({ options }: Field): readonly unknown[] {
  const { choices = [], linkedTableId } = (options ?? {}) as {
    choices?: readonly { id: string }[];
    linkedTableId?: string;
  };
  return [...choices.map(({ id }) => id), linkedTableId];
}

function isAgain(now: Field, then: Field): boolean {
  const names = new Set(namesOf(now));
  return now.type === then.type && namesOf(then).every((name) => names.has(name));
}

/** Lets cells of a step sleep whose field got another type, and wakes them where that is what it was when they were written. */
export function convertIn(step: Step, before: Field, after: Field): void {
  const { op, asleep = new Map<string, Field>() } = step;
  if (op.kind !== 'records.update') return;
  const then = asleep.get(before.id);
  if (then) {
    if (isAgain(after, then)) asleep.delete(before.id);
  } else if (op.records.some(({ cells }) => before.id in cells)) step.asleep = asleep.set(before.id, before);
}

/** How many cells of a step sleep. */
export const cellsAsleep = ({ op, asleep }: Step): number =>
  op.kind === 'records.update' && asleep?.size
    ? op.records.reduce(
        (sum, { cells }) => sum + [...asleep.keys()].filter((fieldId) => fieldId in cells).length,
        0,
      )
    : 0;

/** How many others have written, of those that do not sleep. */
export const cellsTaken = ({ taken, asleep }: Step): number =>
  [...taken.values()].reduce(
    (sum, fieldIds) => sum + [...fieldIds].filter((fieldId) => !asleep?.has(fieldId)).length,
    0,
  );
