'use client';
import type { View } from '@pyairtable/contracts';
import { useEffectEvent, useLayoutEffect, useRef } from 'react';

/** Calls `untick` when other records are shown than were ticked: no key is meant for what nobody sees. */
export function useTicksOfView(
  view: Pick<View, 'id' | 'filter' | 'filterFormula'> | undefined,
  untick: () => void,
): void {
  const shown = JSON.stringify([view?.id, view?.filter, view?.filterFormula]);
  const before = useRef(shown);
  const leave = useEffectEvent(untick);
  useLayoutEffect(() => {
    if (before.current !== shown) leave();
    before.current = shown;
  }, [shown]);
}
