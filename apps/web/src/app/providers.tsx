'use client';
import { ToastRegion, TooltipProvider } from '@pyairtable/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { newQueryClient } from '@/http/query-client';
import { useOfflinePage } from '@/offline/use-offline-page';
import { Announcements } from '@/shell/announcements';
import { useComposedKeys } from '@/shell/use-composed-keys';

/** What every page stands in: the cache of metadata, tooltips, toasts and announcements. */
export function Providers({ children }: { children: ReactNode }) {
  useComposedKeys();
  useOfflinePage();
  const [client] = useState(newQueryClient);
  return (
    <QueryClientProvider client={client}>
      <TooltipProvider delay={400}>
        <ToastRegion>{children}</ToastRegion>
        <Announcements />
      </TooltipProvider>
    </QueryClientProvider>
  );
}
