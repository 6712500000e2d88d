'use client';
import { useEffect } from 'react';

/** Has the browser keep our page for when it cannot reach us. One without workers, or on plain http, shows its own. */
export function useOfflinePage(): void {
  useEffect(() => {
    if ('serviceWorker' in navigator)
      navigator.serviceWorker.register('/offline-worker.js').catch(() => undefined);
  }, []);
}
