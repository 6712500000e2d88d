'use client';
import { useCallback, useMemo, useSyncExternalStore } from 'react';

/** Keys of collapsed groups by view, the view that was changed last first. */
export type CollapsedByView = Readonly<Record<string, readonly string[]>>;

/** More than a view has groups; what was collapsed longest ago is forgotten. */
const KEPT = 20_000;
const NONE: CollapsedByView = {};
const NO_KEYS: readonly string[] = [];

const storedAs = (userId: string) => `pyairtable.collapsed-groups.${userId}`;

/** Reads what a browser kept; anything that is not ours counts as nothing. */
export function parseCollapsed(text: string | null): CollapsedByView {
  try {
    const kept: unknown = JSON.parse(text ?? '{}');
    if (typeof kept !== 'object' || kept === null) return NONE;
    return Object.fromEntries(
      Object.entries(kept).filter((one): one is [string, string[]] => isKeys(one[1])),
    );
  } catch {
    return NONE;
  }
}

const isKeys = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((key) => typeof key === 'string');

/** The same after groups of a view were collapsed, or not any more. */
export function withCollapsed(
  byView: CollapsedByView,
  viewId: string,
  keys: readonly string[],
  isCollapsed: boolean,
): CollapsedByView {
  const { [viewId]: before = NO_KEYS, ...others } = byView;
  const changed = new Set(keys);
  const left = before.filter((key) => !changed.has(key));
  let room = KEPT;
  const kept: [string, readonly string[]][] = [];
  for (const [id, all] of Object.entries({ [viewId]: isCollapsed ? [...keys, ...left] : left, ...others })) {
    const fitting = all.slice(0, room);
    room -= fitting.length;
    if (fitting.length > 0) kept.push([id, fitting]);
  }
  return Object.fromEntries(kept);
}

/** What this page knows, also where a browser forbids storage. */
const known = new Map<string, { text: string | null; byView: CollapsedByView }>();
const listeners = new Set<() => void>();

function read(userId: string): CollapsedByView {
  const before = known.get(userId);
  let text: string | null;
  try {
    text = localStorage.getItem(storedAs(userId));
  } catch {
    return before?.byView ?? NONE;
  }
  if (before && before.text === text) return before.byView;
  const byView = parseCollapsed(text);
  known.set(userId, { text, byView });
  return byView;
}

function write(userId: string, byView: CollapsedByView): void {
  const text = JSON.stringify(byView);
  let kept: string | null;
  try {
    localStorage.setItem(storedAs(userId), text);
    kept = text;
  } catch {
    kept = known.get(userId)?.text ?? null;
  }
  known.set(userId, { text: kept, byView });
  for (const changed of listeners) changed();
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  window.addEventListener('storage', changed);
  return () => {
    listeners.delete(changed);
    window.removeEventListener('storage', changed);
  };
}

export interface CollapsedGroups {
  keys: ReadonlySet<string>;
  set: (keys: readonly string[], isCollapsed: boolean) => void;
}

/** Which groups of a view this person has collapsed, kept in this browser. */
export function useCollapsedGroups(userId: string, viewId: string | undefined): CollapsedGroups {
  const byView = useSyncExternalStore(
    subscribe,
    () => read(userId),
    () => NONE,
  );
  const kept = viewId === undefined ? NO_KEYS : (byView[viewId] ?? NO_KEYS);
  const keys = useMemo(() => new Set(kept), [kept]);
  const set = useCallback(
    (changed: readonly string[], isCollapsed: boolean) => {
      if (viewId !== undefined) write(userId, withCollapsed(read(userId), viewId, changed, isCollapsed));
    },
    [userId, viewId],
  );
  return useMemo(() => ({ keys, set }), [keys, set]);
}
