'use client';
import type { Row } from '@pyairtable/contracts';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';
import type { OpenRows } from '@/base/use-table-rows';
import { request, RequestError } from '@/http/request';

/** A record of an open table, live while its row is loaded, read by itself when it is not. */
export function useRecord(
  baseId: string,
  tableId: string,
  { rows }: OpenRows,
  recordId: string,
): { record: Row | undefined; missing: boolean } {
  const subscribe = useCallback((changed: () => void) => rows.subscribe(changed), [rows]);
  const shown = (): Row | undefined => {
    const at = rows.indexOf(recordId);
    return at === undefined ? undefined : rows.rowAt(at);
  };
  const live = useSyncExternalStore(subscribe, shown, () => undefined);
  const query = useQuery({
    queryKey: ['record', baseId, tableId, recordId],
    queryFn: ({ signal }) =>
      request<Row>('GET', `/v1/bases/${baseId}/tables/${tableId}/rows/${recordId}`, undefined, signal),
    enabled: live === undefined,
    staleTime: 0,
    retry: (failures, error) =>
      failures < 2 && !(error instanceof RequestError && error.status < 500 && error.status > 0),
  });
  return { record: live ?? query.data, missing: live === undefined && query.isError };
}
