import { QueryClient } from '@tanstack/react-query';

/**
 * The cache of what pages read. Without a connection a read fails as any other, so that whoever waits for it is told and may
 * try again; it is read anew when the connection is back.
 */
export const newQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: 1,
        refetchOnWindowFocus: false,
        networkMode: 'always',
        refetchOnReconnect: true,
      },
      mutations: { networkMode: 'always' },
    },
  });
