'use client';
import { useState } from 'react';

/**
 * The record whose panel is shown: the address's, or one asked for just now, which the address names only some ticks
 * later. Until then keys would go on to the grid. null takes the asking back: the record was closed again.
 */
export function useShownRecord(
  addressed: string | undefined,
): [string | undefined, (recordId: string | null) => void] {
  const [asked, setAsked] = useState<{ instead: string | undefined; recordId: string } | null>(null);
  // The address has caught up, or went elsewhere.
  if (asked && addressed !== asked.instead) setAsked(null);
  return [
    asked?.recordId ?? addressed,
    (recordId) =>
      setAsked(recordId === null || recordId === addressed ? null : { instead: addressed, recordId }),
  ];
}
