import { type Change, type RawCell, sameCell } from '@pyairtable/contracts';
import { madeBy, type Step } from './step';
import { writtenBy } from './written-by';

/** Cells of records that a step made, into which others have written and which are not empty, are theirs. */
function takeFilled(
  updated: readonly { id: string; after: Record<string, RawCell> }[],
  made: ReadonlySet<string>,
  taken: Step['taken'],
): void {
  for (const { id, after } of updated) {
    if (!made.has(id)) continue;
    const others = taken.get(id) ?? new Set();
    for (const [fieldId, cell] of Object.entries(after)) {
      if (cell === null) others.delete(fieldId);
      else others.add(fieldId);
    }
    taken.set(id, others);
  }
}

/** What a change of others wrote over cells of steps, or into records that they made, is theirs. */
export function takeWritten(steps: ReadonlySet<Step>, { seq: changeSeq, changes }: Change): void {
  for (const part of changes) {
    if (part.kind !== 'records') continue;
    for (const step of steps) {
      const { op, seq, before, taken } = step;
      // Of a step that another page took the log may be told from before it.
      if (seq === undefined || changeSeq <= seq) continue;
      const made = madeBy(step);
      if (made?.tableId === part.tableId) takeFilled(part.updated ?? [], made.ids, taken);
      if (op.kind !== 'records.update' || op.tableId !== part.tableId) continue;
      for (const { id, after } of part.updated ?? []) {
        // Most of what others write is no record of the act, which may be one of thousands.
        const written = before.has(id) ? writtenBy(op).get(id) : undefined;
        if (!written) continue;
        for (const [fieldId, cell] of Object.entries(after)) {
          const own = written[fieldId];
          if (own === undefined) continue;
          const others = taken.get(id) ?? new Set();
          if (sameCell(cell, own)) others.delete(fieldId);
          else taken.set(id, others.add(fieldId));
        }
      }
    }
  }
}
