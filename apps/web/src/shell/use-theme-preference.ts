'use client';
import { applyThemePreference, type ThemePreference } from '@pyairtable/ui';
import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

function read(): ThemePreference {
  const theme = document.documentElement.dataset['theme'];
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

/** The person's choice of theme, and how to change it. */
export function useThemePreference(): [ThemePreference, (preference: ThemePreference) => void] {
  const preference = useSyncExternalStore(subscribe, read, () => 'system' as const);
  return [
    preference,
    (next) => {
      applyThemePreference(next);
      for (const changed of listeners) changed();
    },
  ];
}
