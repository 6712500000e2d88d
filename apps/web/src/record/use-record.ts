'use client';
import type { Row } from '@pyairtable/contracts';
import { useCallback, useState, useSyncExternalStore } from 'react';
import type { OpenRows } from '@/base/use-table-rows';

/** A record of an open table, live whether its row is loaded or not. */
export function useRecord(
  { rows }: Pick<OpenRows, 'rows'>,
  recordId: string,
): { record: Row | undefined; missing: boolean } {
  const subscribe = useCallback((changed: () => void) => rows.keep(recordId, changed), [rows, recordId]);
  const live = useSyncExternalStore(
    subscribe,
    () => rows.recordOf(recordId),
    () => undefined,
  );
  const missing = useSyncExternalStore(
    subscribe,
    () => rows.isMissing(recordId),
    () => false,
  );
  // Rows that are opened anew do not have it yet: what is typed into it must not lose its box meanwhile.
  const [last, setLast] = useState<Row | undefined>(live);
  if (live && live !== last) setLast(live);
  const before = last?.id === recordId ? last : undefined;
  return { record: live ?? (missing ? undefined : before), missing };
}
