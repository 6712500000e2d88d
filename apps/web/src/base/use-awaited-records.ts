'use client';
import { dismissToast, showToast } from '@pyairtable/ui';
import { useEffect, useEffectEvent, useRef } from 'react';
import { flushSync } from 'react-dom';
import { isTextBox } from '@/shell/takes-text';

interface Awaited {
  settle: (isAdded: boolean) => void;
  /** Of each record the key of the group that it was asked for in. */
  groups: (string | undefined)[];
  end: () => void;
}

/** What is over sooner needs no line about it. */
const QUIET_MS = 300;

/** The grid hears keys by this; what is told in passing is no other place. */
const STILL_HERE = '[data-grid-focus], [data-toast]';

/**
 * Keeps records that are asked for before the rows are there, and makes them then: at once they would be made unseen, with
 * the cursor elsewhere. They are given up, in words, when the person goes elsewhere meanwhile, to another view or place of
 * the page, or types there: what is made takes the keyboard.
 */
export function useAwaitedRecords(
  isReady: boolean,
  viewId: string | undefined,
  /** Answers whether it was made. */
  make: (groupKey: string | undefined) => boolean,
  /** Hears of what will be made, or given up, when it is asked for. */
  onAwaited: (added: Promise<boolean>) => void,
): (groupKey: string | undefined) => void {
  const awaited = useRef<Awaited | null>(null);
  const makeOne = useEffectEvent(make);
  const giveUp = () => {
    if (!awaited.current) return;
    const { end, settle } = awaited.current;
    end();
    settle(false);
    showToast({ title: 'No record was added', description: 'The records here were still being read.' });
  };
  const begin = (): Awaited => {
    let told: string | undefined;
    const quiet = setTimeout(() => {
      told = showToast({ title: 'A record is added once those here are read', underWay: true });
    }, QUIET_MS);
    const onFocus = ({ target }: Event) => {
      if (!(target instanceof Element && target.closest(STILL_HERE))) giveUp();
    };
    const onInput = ({ target }: Event) => {
      if (isTextBox(target)) giveUp();
    };
    const heed = () => {
      document.addEventListener('focusin', onFocus);
      document.addEventListener('input', onInput, { capture: true });
    };
    const isHere = document.activeElement?.closest(STILL_HERE) != null;
    // What it was asked for in, as the palette or a menu, gives the keyboard back first.
    const later = isHere ? undefined : setTimeout(heed);
    if (isHere) heed();
    const end = () => {
      awaited.current = null;
      clearTimeout(quiet);
      clearTimeout(later);
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('input', onInput, { capture: true });
      if (told !== undefined) dismissToast(told);
    };
    let settle: Awaited['settle'] = () => undefined;
    onAwaited(new Promise((settled) => (settle = settled)));
    return { groups: [], settle, end };
  };
  const leave = useEffectEvent(giveUp);
  useEffect(() => () => leave(), [viewId]);
  useEffect(() => {
    if (!awaited.current || !isReady) return;
    const { groups, settle, end } = awaited.current;
    end();
    // Behind the effects: a record is drawn before the next key is heard.
    queueMicrotask(() => {
      // One that begins in a form has that drawn too.
      settle(groups.map((group) => flushSync(() => makeOne(group))).every(Boolean));
    });
  });
  return (groupKey) => {
    awaited.current ??= begin();
    awaited.current.groups.push(groupKey);
  };
}
