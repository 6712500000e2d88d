'use client';
import type { Table, View } from '@pyairtable/contracts';
import { showToast } from '@pyairtable/ui';
import { useEffect, useEffectEvent, useRef } from 'react';

/** Says that the view which was shown is there no more, and calls `onGone`: another one is shown in its place. */
export function useGoneView(table: Table, view: View | undefined, onGone: () => void): void {
  const shown = useRef(view);
  const gone = useEffectEvent(({ name }: View) => {
    onGone();
    showToast({ title: `“${name}” was deleted` });
  });
  useEffect(() => {
    const before = shown.current;
    shown.current = view;
    if (before && before.id !== view?.id && !table.views.some(({ id }) => id === before.id)) gone(before);
  }, [table, view]);
}
