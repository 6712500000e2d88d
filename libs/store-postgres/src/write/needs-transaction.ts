import { type BaseModel, linkFields, type RecordChangeSet, seenBack } from '@pyairtable/core';
import type { WriteContext } from './write-request';

/**
 * True when the write takes more than one statement: links, new choices, more than one kind of change, or an answer that
 * shows through links what is written, since a statement sees other rows as they were when it began.
 */
export function needsTransaction(
  base: BaseModel,
  { table, set, answer }: Pick<WriteContext, 'table' | 'answer'> & { set: RecordChangeSet },
): boolean {
  const kinds = [set.creates, set.updates, set.deletes, set.restores].filter(
    (list) => list.length > 0,
  ).length;
  if (kinds > 1 || set.restores.length > 0 || set.linkedCreations.length > 0 || set.choices.length > 0)
    return true;
  const links = linkFields(table);
  if (links.length === 0) return false;
  if (answer && set.updates.length > 0) {
    const { fieldIds, stamps } = seenBack(base, table);
    const seen = stamps || set.updates.some(({ cells }) => Object.keys(cells).some((id) => fieldIds.has(id)));
    if (seen) return true;
  }
  return (
    set.deletes.length > 0 ||
    [...set.creates, ...set.updates].some(({ cells }) => links.some(({ id }) => id in cells))
  );
}
