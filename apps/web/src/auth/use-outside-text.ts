import { useEffect, useState } from 'react';

/** A box that somebody types in; of a grid, its editor: by itself it has the keyboard all the time. */
const isTextBox = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.closest('[role="grid"]') === null || target.closest('.pa-grid-editor') !== null) &&
  target.matches('input, textarea, [contenteditable]:not([contenteditable="false"])');

/** `wanted`, from when the keyboard is in no text box on: what opens by itself would take the rest of a word. */
export function useOutsideText(wanted: boolean): boolean {
  const [isDue, setDue] = useState(false);
  useEffect(() => {
    if (!wanted) return;
    const look = (to: EventTarget | null) => {
      if (!isTextBox(to)) setDue(true);
    };
    const onLeave = ({ relatedTarget }: FocusEvent) => look(relatedTarget);
    look(document.activeElement);
    document.addEventListener('focusout', onLeave);
    return () => {
      document.removeEventListener('focusout', onLeave);
      setDue(false);
    };
  }, [wanted]);
  return wanted && isDue;
}
