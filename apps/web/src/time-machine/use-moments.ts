import type { Moments } from '@pyairtable/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { request } from '@/http/request';

/** Pages of the moments of a base, newest first, and from which of them on it can be compared: since it was last brought back. */
export function useMoments(baseId: string) {
  const path = `/v1/bases/${baseId}/moments`;
  const moments = useInfiniteQuery({
    queryKey: ['moments', baseId],
    queryFn: ({ pageParam, signal }) =>
      request<Moments>('GET', pageParam ? `${path}?before=${pageParam}` : path, undefined, signal),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: 0,
  });
  return { moments, comparableFrom: moments.data?.pages[0]?.keptFrom ?? 0 };
}
