import { useEffect, useState } from 'react';

/** A box that somebody types in; what hears a grid's keys has the keyboard all the time and holds no text. */
const isTextBox = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  !target.matches('[data-grid-focus]') &&
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
