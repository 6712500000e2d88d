import type { Op } from '@pyairtable/contracts';
import { linkedBy } from './linked-by';
import type { Intent } from './step';
import { writtenBy } from './written-by';

/**
 * What of an act is left to do: the cells and records that none of the person's `later` ops was about; of one that `joins`
 * what is in its cells, those that none has emptied. Records that it makes to link to them are not made where no link is left.
 */
export function notOvertaken(intents: readonly Intent[], later: readonly Op[], joins: boolean): Intent[] {
  if (later.length === 0) return [...intents];
  const deleted = new Set(later.flatMap((op) => (op.kind === 'records.delete' ? op.recordIds : [])));
  const updates = later.filter((op) => op.kind === 'records.update');
  const left = intents.flatMap((intent) => {
    if (intent.kind === 'records.restore' || intent.kind === 'records.create') return intent;
    const own = updates.filter(({ tableId }) => tableId === intent.tableId).map(writtenBy);
    if (intent.kind === 'records.delete') {
      const recordIds = intent.recordIds.filter((id) => !deleted.has(id) && !own.some((by) => by.has(id)));
      return recordIds.length > 0 ? { ...intent, recordIds } : [];
    }
    const records = intent.records.flatMap(({ id, cells }) => {
      if (deleted.has(id)) return [];
      const left = Object.entries(cells).filter(([fieldId]) =>
        own.every((written) => {
          const cell = written.get(id)?.[fieldId];
          return cell === undefined || (joins && cell !== null);
        }),
      );
      return left.length > 0 ? { id, cells: Object.fromEntries(left) } : [];
    });
    return records.length > 0 ? { ...intent, records } : [];
  });
  const linked = linkedBy(left);
  const unlinked = new Set([...linkedBy(intents)].filter((id) => !linked.has(id)));
  return unlinked.size === 0 ? left : left.flatMap((intent) => without(intent, unlinked));
}

function without(intent: Intent, recordIds: ReadonlySet<string>): Intent[] {
  if (intent.kind !== 'records.create') return [intent];
  const records = intent.records.filter(({ id }) => id === undefined || !recordIds.has(id));
  return records.length > 0 ? [{ ...intent, records }] : [];
}
