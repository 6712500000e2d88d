'use client';
import { useSyncExternalStore } from 'react';

const KEY = 'pyairtable.recent-bases';
const KEPT = 24;

/** When this browser last opened a base: milliseconds by base id. */
export type RecentBases = Readonly<Record<string, number>>;

const NONE: RecentBases = {};
let shown: { text: string | null; bases: RecentBases } = { text: null, bases: NONE };

/** Reads what a browser kept; anything that is not ours counts as nothing. */
export function parseRecentBases(text: string | null): RecentBases {
  try {
    const kept: unknown = JSON.parse(text ?? '{}');
    if (typeof kept !== 'object' || kept === null) return NONE;
    return Object.fromEntries(
      Object.entries(kept).filter((one): one is [string, number] => typeof one[1] === 'number'),
    );
  } catch {
    return NONE;
  }
}

/** The list with one base opened now, cut to the latest. */
export function withOpened(bases: RecentBases, id: string, now: number): RecentBases {
  const all = Object.entries({ ...bases, [id]: now }).sort((a, b) => b[1] - a[1]);
  return Object.fromEntries(all.slice(0, KEPT));
}

/** Notes that a base was opened. A browser that forbids storage simply forgets. */
export function noteOpened(id: string): void {
  try {
    localStorage.setItem(
      KEY,
      JSON.stringify(withOpened(parseRecentBases(localStorage.getItem(KEY)), id, Date.now())),
    );
  } catch {
    return;
  }
}

function read(): RecentBases {
  try {
    const text = localStorage.getItem(KEY);
    if (text !== shown.text) shown = { text, bases: parseRecentBases(text) };
    return shown.bases;
  } catch {
    return NONE;
  }
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('storage', changed);
  return () => window.removeEventListener('storage', changed);
}

/** The bases this browser opened; empty on the server. */
export const useRecentBases = (): RecentBases => useSyncExternalStore(subscribe, read, () => NONE);
