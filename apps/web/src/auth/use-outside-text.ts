import { useEffect, useState } from 'react';
import { isTextBox } from '@/shell/takes-text';

/** `wanted`, from when the keyboard is in no text box on: what opens by itself would take the rest of a word. */
export function useOutsideText(wanted: boolean): boolean {
  const [isDue, setDue] = useState(false);
  useEffect(() => {
    if (!wanted) return;
    const look = (to: EventTarget | null) => {
      if (!isTextBox(to)) setDue(true);
    };
    const onLeave = ({ relatedTarget }: FocusEvent) => {
      // Whoever looks at another window comes back to where they were.
      if (relatedTarget !== null || document.hasFocus()) look(relatedTarget);
    };
    look(document.activeElement);
    document.addEventListener('focusout', onLeave);
    return () => {
      document.removeEventListener('focusout', onLeave);
      setDue(false);
    };
  }, [wanted]);
  return wanted && isDue;
}
