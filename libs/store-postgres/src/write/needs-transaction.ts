import { linkFields, type RecordChangeSet, type TableModel } from '@pyairtable/core';

/** True when the write takes more than one statement: links, new choices, or more than one kind of change. */
export function needsTransaction(table: TableModel, set: RecordChangeSet): boolean {
  const kinds = [set.creates, set.updates, set.deletes, set.restores].filter(
    (list) => list.length > 0,
  ).length;
  if (kinds > 1 || set.restores.length > 0 || set.linkedCreations.length > 0 || set.choices.length > 0)
    return true;
  const links = linkFields(table);
  if (links.length === 0) return false;
  return (
    set.deletes.length > 0 ||
    [...set.creates, ...set.updates].some(({ cells }) => links.some(({ id }) => id in cells))
  );
}
