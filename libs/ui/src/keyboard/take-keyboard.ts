/** A box for a time is no text box: nobody types on into it. */
const FIRST_BOX = 'input:not([type="hidden"], [type="datetime-local"], [aria-hidden="true"]), textarea';

/**
 * Gives a popup that has just opened the keyboard: its first text box, else itself. For a popup's `initialFocus`, which is
 * asked once it knows where the focus was, within the event that opened it; the library itself would wait for the next
 * frame, and keys pressed until then would go to what is below. Answers whether a text box has it now.
 */
export function takeKeyboard(popup: HTMLElement | null): boolean {
  const box = popup?.querySelector<HTMLElement>(FIRST_BOX) ?? null;
  (box ?? popup)?.focus({ preventScroll: true });
  return box !== null;
}

/** The same as a `ref`, for popups that have no `initialFocus`; `taken` is called when the popup got it by this. */
export function takesKeyboard(popup: HTMLElement | null, taken?: (popup: HTMLElement) => void): void {
  if (!popup) return;
  queueMicrotask(() => {
    if (!popup.isConnected || popup.contains(document.activeElement)) return;
    takeKeyboard(popup);
    taken?.(popup);
  });
}
