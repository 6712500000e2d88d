import { useLayoutEffect, useRef, type RefObject } from 'react';

/** Opens a text box with the cursor behind its text: what is typed next goes on from there and wipes nothing. */
export function useCaretAtEnd<Box extends HTMLInputElement | HTMLTextAreaElement>(): RefObject<Box | null> {
  const ref = useRef<Box>(null);
  useLayoutEffect(() => {
    const box = ref.current;
    if (!box) return;
    box.setSelectionRange(box.value.length, box.value.length);
    // A browser shows what is typed, not where a script puts the cursor.
    box.scrollLeft = box.scrollWidth;
    box.scrollTop = box.scrollHeight;
  }, []);
  return ref;
}
