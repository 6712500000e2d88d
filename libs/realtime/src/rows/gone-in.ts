import type { Change } from '@pyairtable/contracts';

/** Records of a table that the change deletes; without the word where there are none. */
export function goneIn(change: Change, tableId: string): { gone?: string[] } {
  const gone = change.changes.flatMap((part) =>
    part.kind === 'records' && part.tableId === tableId ? (part.deleted ?? []).map(({ id }) => id) : [],
  );
  return gone.length > 0 ? { gone } : {};
}
