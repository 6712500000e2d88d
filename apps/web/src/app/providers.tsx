'use client';
import { ToastRegion, TooltipProvider } from '@pyairtable/ui';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useOfflinePage } from '@/offline/use-offline-page';
import { Announcements } from '@/shell/announcements';

/** What every page stands in: the cache of metadata, tooltips, toasts and announcements. */
export function Providers({ children }: { children: ReactNode }) {
  useOfflinePage();
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: { queries: { staleTime: 30_000, retry: 1, refetchOnWindowFocus: false } },
      }),
  );
  return (
    <QueryClientProvider client={client}>
      <TooltipProvider delay={400}>
        <ToastRegion>{children}</ToastRegion>
        <Announcements />
      </TooltipProvider>
    </QueryClientProvider>
  );
}
