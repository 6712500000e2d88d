import type { Op } from '@pyairtable/contracts';
import type { Entry } from './entry';
import type { Intent, Step } from './step';
import { withoutField } from './without-field';

const countOf = (records: readonly { cells: object }[], fieldId: string): number =>
  records.filter(({ cells }) => Object.hasOwn(cells, fieldId)).length;

/** Takes the cells of a field that has another type out of what a step wrote, and counts them. */
export function leaveField(step: Step, fieldId: string): void {
  const { op, before, taken } = step;
  if (op.kind !== 'records.update') return;
  const count = countOf(op.records, fieldId);
  if (count === 0) return;
  const records = withoutField(op.records, fieldId);
  const left = new Set(records.map(({ id }) => id));
  for (const { id } of op.records) {
    taken.get(id)?.delete(fieldId);
    // Of a record of which nothing is left the log need not say what it was.
    if (!left.has(id)) before.delete(id);
  }
  step.converted += count;
  step.op = { ...op, records };
}

/** The same of what was taken back before it was sent. */
export function leaveUnsent(entry: Entry, unsent: readonly Intent[], fieldId: string): void {
  entry.unsent = unsent.flatMap((intent) => {
    if (intent.kind !== 'records.update') return intent;
    entry.converted = (entry.converted ?? 0) + countOf(intent.records, fieldId);
    const records = withoutField(intent.records, fieldId);
    return records.length > 0 ? { ...intent, records } : [];
  });
}

/** Of ops that were taken back before they were sent those that have any cells left. */
export const notLeft = (ops: readonly Op[]): Op[] =>
  ops.filter((op) => op.kind !== 'records.update' || op.records.length > 0);
