'use client';
import { useEffect, useEffectEvent, useRef } from 'react';
import { POPUP } from '@/shell/use-keyboard-home';

/** What leads to a table and keeps the keyboard: links, the tabs of tables, and what is beside the page's main part. */
const LEADS_HERE = 'a, nav button, button:not(main *)';

/** A base opens like a spreadsheet, ready for keys, unless somebody is busy elsewhere on the page already. */
export function useReadyForKeys(isThere: boolean, takeKeyboard: () => void): void {
  const begun = useRef(false);
  const begin = useEffectEvent(() => {
    begun.current = true;
    const { activeElement, body } = document;
    const isFree = activeElement === body || activeElement?.matches(LEADS_HERE) === true;
    // Focus would raise the keyboard of a touch screen.
    if (isFree && !document.querySelector(POPUP) && window.matchMedia('(hover: hover)').matches)
      takeKeyboard();
  });
  useEffect(() => {
    if (isThere && !begun.current) begin();
  }, [isThere]);
}
