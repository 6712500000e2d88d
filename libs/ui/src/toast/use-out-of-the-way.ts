import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

const TEXT_BOX = 'input, textarea, [contenteditable]:not([contenteditable="false"])';

const meet = (a: DOMRect, b: DOMRect): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/**
 * Whether the notes over the page have to lie elsewhere, since they lie over the box that somebody types in. So it stays
 * while there are any (`count`): nothing jumps back and forth.
 */
export function useOutOfTheWay(count: number): { isAside: boolean; ref: RefObject<HTMLDivElement | null> } {
  const ref = useRef<HTMLDivElement>(null);
  const [isAside, setAside] = useState(false);
  if (count === 0 && isAside) setAside(false);
  useLayoutEffect(() => {
    if (count === 0) return undefined;
    const look = () => {
      const box = document.activeElement;
      if (!ref.current || !box?.matches(TEXT_BOX)) return;
      if (meet(box.getBoundingClientRect(), ref.current.getBoundingClientRect())) setAside(true);
    };
    look();
    document.addEventListener('focusin', look);
    return () => document.removeEventListener('focusin', look);
  }, [count]);
  return { isAside, ref };
}
