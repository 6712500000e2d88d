import type { QueryClient, QueryKey } from '@tanstack/react-query';

/**
 * Has a list read again that a request changes, also where that failed: it may be done, and its answer lost. What was done is
 * in the list before it is told; a failure is told at once, as the list may be out of reach as well.
 */
export const listReadAgain =
  (client: QueryClient, queryKey: QueryKey) =>
  (_done: unknown, failure: Error | null): Promise<void> | undefined => {
    const read = client.invalidateQueries({ queryKey });
    return failure ? undefined : read;
  };
