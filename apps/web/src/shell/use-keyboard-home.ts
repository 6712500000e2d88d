'use client';
import { useEffect } from 'react';

/** Where the keyboard is at home: in the grid, and on a page without one in what the page shows. */
const HOME = '[data-grid-focus], [data-keyboard-home]';

/** What has the keyboard to itself while it is open. */
export const POPUP = ':is([role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"])[data-open]';

const canHave = (element: HTMLElement): boolean =>
  element.isConnected && !element.matches(':disabled') && element.checkVisibility();

/** What is around an element and can have the keyboard in its place, from the inside out. */
function around(element: HTMLElement): HTMLElement[] {
  const found: HTMLElement[] = [];
  for (let one = element.parentElement; one; one = one.parentElement)
    if (one.hasAttribute('tabindex')) found.push(one);
  return found;
}

/**
 * Brings the keyboard home where what had it has gone, is hidden or can be pressed no more: to what was around that, else to the
 * grid. Browsers leave the next keys to nobody. Who presses beside everything has left it, and is not followed; a press that closes
 * what was open is no such one.
 */
export function useKeyboardHome(): void {
  useEffect(() => {
    let last: HTMLElement | null = null;
    let places: HTMLElement[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isClosing = false;
    const note = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement)) return;
      last = target;
      places = around(target);
    };
    const isNowhere = () => document.activeElement === document.body || last?.matches(':disabled') === true;
    const look = () => {
      timer = undefined;
      if (!last || !isNowhere() || (canHave(last) && !isClosing)) return;
      const place = [last, ...places].find(canHave);
      const home = document.querySelector(POPUP) ? null : document.querySelector<HTMLElement>(HOME);
      (place ?? home)?.focus({ preventScroll: true });
    };
    // What closes may give the keyboard back itself, within its event.
    const changed = new MutationObserver(() => {
      if (last && isNowhere()) timer ??= setTimeout(look);
    });
    const watched = { childList: true, subtree: true, attributeFilter: ['disabled', 'hidden'] };
    changed.observe(document.body, watched);
    document.addEventListener('focusin', note);
    const pressed = () => {
      isClosing = document.querySelector(POPUP) !== null;
    };
    const released = () => {
      if (isClosing) timer ??= setTimeout(look);
    };
    document.addEventListener('pointerdown', pressed, { capture: true });
    document.addEventListener('pointerup', released);
    return () => {
      clearTimeout(timer);
      changed.disconnect();
      document.removeEventListener('focusin', note);
      document.removeEventListener('pointerdown', pressed, { capture: true });
      document.removeEventListener('pointerup', released);
    };
  }, []);
}
