import { type RefObject, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import { takeKeyboard } from './take-keyboard';

interface Change {
  trigger: Element | undefined;
  reason: string;
  cancel: () => void;
}

/** What closes a popup that is left, not one that is done with. */
const LEAVING: readonly string[] = ['escape-key', 'outside-press', 'focus-out'];

interface OpenPopup {
  /** Which one it was of all that opened. */
  turn: number;
  isModal: boolean;
  popup: RefObject<HTMLElement | null>;
}

const popups = new Set<OpenPopup>();
const watchers = new Set<() => void>();
let opened = 0;

function watch(changed: () => void): () => void {
  watchers.add(changed);
  return () => watchers.delete(changed);
}

/** Whether any popup is open: what comes by itself does not come over one, where the keys are that somebody presses. */
export const useAnyPopup = (): boolean =>
  useSyncExternalStore(
    watch,
    () => popups.size > 0,
    () => false,
  );

/** The modal popup that has the keyboard: what came before it is below, and not to be used. */
const topModal = (): OpenPopup | undefined =>
  [...popups].filter(({ isModal }) => isModal).sort((a, b) => b.turn - a.turn)[0];

/**
 * Whether a popup is open, by its own word unless its page holds it; with the `onOpenChange` of its root and the ref of its
 * element. One that closes gives the keyboard back within that event, to what opened it by a press, else to where the
 * keyboard was; the library itself would wait until the popup has faded, and keys pressed until then would go nowhere.
 * While a modal one that came later has the keyboard, a notice say, keys and presses are its own, also where one below takes
 * the keyboard: the library has it do so in the next frame when the box in it that had it is gone.
 */
export function usePopup(
  held: boolean | undefined,
  onOpenChange: ((open: boolean) => void) | undefined,
  isModal = false,
): {
  open: boolean;
  change: (open: boolean, by: Change) => void;
  popup: RefObject<HTMLDivElement | null>;
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
    const one = { turn: turn.current, isModal, popup };
    popups.add(one);
    watchers.forEach((changed) => changed());
    const takeBack = ({ target, relatedTarget }: FocusEvent) => {
      if (!(target instanceof HTMLElement) || topModal() !== one) return;
      const holder = [...popups].filter(({ popup: { current } }) => current?.contains(target));
      // Itself, which the library takes for hidden for a moment more after another has gone, or what it has opened.
      if (holder.some(({ turn: later }) => later >= one.turn)) return;
      // What is behind it is out of use, whoever gives it the keyboard: the browser's undo does too.
      const isBehind = target.parentElement?.closest('[aria-hidden="true"], [inert]') != null;
      if (!isBehind && holder.length === 0) return;
      before.current = target;
      if (relatedTarget instanceof HTMLElement && popup.current?.contains(relatedTarget))
        relatedTarget.focus({ preventScroll: true });
      else takeKeyboard(popup.current);
    };
    if (isModal) document.addEventListener('focusin', takeBack);
    return () => {
      document.removeEventListener('focusin', takeBack);
      popups.delete(one);
      watchers.forEach((changed) => changed());
    };
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
      if (LEAVING.includes(reason) && (topModal()?.turn ?? 0) > turn.current) return cancel();
      // One that has closed is told once more that it lost the keyboard, while it fades.
      if (!next && !open) return;
      if (next) opener.current = trigger ?? null;
      setOwn(next);
      onOpenChange?.(next);
    },
  };
}
