'use client';
import { useSyncExternalStore } from 'react';
import { shownTheme } from './theme-preference';

function subscribe(changed: () => void): () => void {
  const media = window.matchMedia('(prefers-color-scheme: dark)');
  media.addEventListener('change', changed);
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => {
    media.removeEventListener('change', changed);
    observer.disconnect();
  };
}

/** The theme that shows now, kept up to date; "light" on the server. For canvases: styles follow by themselves. */
export function useShownTheme(): 'light' | 'dark' {
  return useSyncExternalStore(
    subscribe,
    () => shownTheme(),
    () => 'light',
  );
}
