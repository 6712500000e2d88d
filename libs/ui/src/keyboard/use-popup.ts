import { useLayoutEffect, useRef, useState } from 'react';

interface Change {
  trigger: Element | undefined;
  reason: string;
  cancel: () => void;
}

/** What closes a popup that is left, not one that is done with. */
const LEAVING: readonly string[] = ['escape-key', 'outside-press', 'focus-out'];

/** Modal popups that are open, by the order in which they opened. */
const modals = new Set<{ readonly current: number }>();
let opened = 0;

/**
 * Whether a popup is open, by its own word unless its page holds it; with the `onOpenChange` of its root and the ref of its
 * element. One that closes gives the keyboard back within that event, to what opened it by a press, else to where the
 * keyboard was; the library itself would wait until the popup has faded, and keys pressed until then would go nowhere.
 * While a modal one that came later has the keyboard, a notice say, keys and presses are its own.
 */
export function usePopup(
  held: boolean | undefined,
  onOpenChange: ((open: boolean) => void) | undefined,
  isModal = false,
): {
  open: boolean;
  change: (open: boolean, by: Change) => void;
  popup: React.RefObject<HTMLDivElement | null>;
} {
  const [own, setOwn] = useState(false);
  const open = held ?? own;
  const popup = useRef<HTMLDivElement>(null);
  const opener = useRef<Element | null>(null);
  const before = useRef<Element | null>(null);

  const turn = useRef(0);
  useLayoutEffect(() => {
    if (!open) return undefined;
    turn.current = opened += 1;
    if (isModal) modals.add(turn);
    return () => void modals.delete(turn);
  }, [open, isModal]);

  useLayoutEffect(() => {
    const { activeElement, body } = document;
    if (open) {
      before.current = activeElement;
      // A popup that goes as this one comes gives the keyboard back in between.
      queueMicrotask(() => {
        if (!popup.current?.contains(document.activeElement)) before.current = document.activeElement;
      });
      return;
    }
    const isLeft = activeElement === body || (popup.current?.contains(activeElement) ?? false);
    const heir = [opener.current, before.current].find((one) => one?.isConnected);
    if (isLeft && heir instanceof HTMLElement) heir.focus({ preventScroll: true });
    opener.current = null;
    before.current = null;
  }, [open]);

  return {
    open,
    popup,
    change: (next, { trigger, reason, cancel }) => {
      const isBelow = () => [...modals].some(({ current }) => current > turn.current);
      if (LEAVING.includes(reason) && isBelow()) return cancel();
      // One that has closed is told once more that it lost the keyboard, while it fades.
      if (!next && !open) return;
      if (next) opener.current = trigger ?? null;
      setOwn(next);
      onOpenChange?.(next);
    },
  };
}
