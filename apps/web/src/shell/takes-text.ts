/** Keys typed into these are text, never shortcuts; a grid takes keys as text into its cell. */
export function takesText(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select, [role="grid"]') !== null)
  );
}

/** A box that somebody types in; what hears a grid's keys has the keyboard all the time and holds no text. */
export function isTextBox(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    !target.matches('[data-grid-focus]') &&
    target.matches('input, textarea, [contenteditable]:not([contenteditable="false"])')
  );
}
