'use client';
import { useCallback, useRef } from 'react';

/** What is worked with in a part of a form. */
const CONTROL = ':is(input, textarea, button):enabled';

/**
 * Gives the keyboard to the part that somebody adds to a form, in the tick in which it is shown: its button would take what they
 * type next, or add more. `added` is called where a part is asked for, and `part` is the ref of each.
 */
export function useFocusAdded(): { part: (element: HTMLElement | null) => void; added: () => void } {
  const isAwaited = useRef(false);
  const part = useCallback((element: HTMLElement | null) => {
    if (!element || !isAwaited.current) return;
    isAwaited.current = false;
    const control = element.querySelector<HTMLElement>(CONTROL);
    control?.focus();
    // A name that it begins with is typed over.
    if (control instanceof HTMLInputElement) control.select();
  }, []);
  const added = useCallback(() => {
    isAwaited.current = true;
  }, []);
  return { part, added };
}
