import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { keptClear } from './kept-clear';

/** What can be pressed or typed in. */
const CONTROLS =
  'a[href], button:not(:disabled), input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="option"]';

/** What is no larger is there for the keyboard alone. */
const UNSEEN = 1;

const meet = (a: DOMRect, b: DOMRect): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const isSeen = ({ width, height }: DOMRect): boolean => width > UNSEEN && height > UNSEEN;

/** Where somebody works: in what has the focus, and in what is kept clear. */
function workedOn(notes: HTMLElement): DOMRect[] {
  const { activeElement } = document;
  const own = activeElement?.matches(CONTROLS) && !notes.contains(activeElement) ? [activeElement] : [];
  return [...own.map((element) => element.getBoundingClientRect()), ...keptClear()].filter(isSeen);
}

const controlsUnder = (notes: HTMLElement, place: DOMRect): number =>
  [...document.querySelectorAll(CONTROLS)].filter((one) => {
    const rect = one.getBoundingClientRect();
    return isSeen(rect) && meet(rect, place) && !notes.contains(one);
  }).length;

/** Distances of the notes from the window's foot and head: above the bar at its end, below those at its head. */
export interface Edges {
  foot: number;
  head: number;
}

/**
 * Whether the notes over the page have to lie at its head, since at its foot they lie over what somebody works on, or over more that
 * can be pressed. When one comes the better place is chosen; while they are there they move from what is worked on alone.
 */
export function useOutOfTheWay(
  count: number,
  { foot, head }: Edges,
): { isAside: boolean; ref: RefObject<HTMLDivElement | null> } {
  const ref = useRef<HTMLDivElement>(null);
  const [isAside, setAside] = useState(false);
  if (count === 0 && isAside) setAside(false);
  useLayoutEffect(() => {
    if (count === 0) return undefined;
    const look = (isNew: boolean) => {
      const notes = ref.current;
      if (!notes) return;
      const { left, width, height } = notes.getBoundingClientRect();
      const atFoot = new DOMRect(left, innerHeight - foot - height, width, height);
      const atHead = new DOMRect(left, head, width, height);
      const work = workedOn(notes);
      const covers = (place: DOMRect) => work.some((rect) => meet(rect, place));
      setAside((before) => {
        const [here, there] = before ? [atHead, atFoot] : [atFoot, atHead];
        if (covers(here) !== covers(there)) return covers(here) ? !before : before;
        return isNew && controlsUnder(notes, there) < controlsUnder(notes, here) ? !before : before;
      });
    };
    const moved = () => look(false);
    look(true);
    // The focus, and what is kept clear, may be elsewhere after each of them.
    for (const event of ['focusin', 'keyup', 'pointerup']) document.addEventListener(event, moved);
    return () => {
      for (const event of ['focusin', 'keyup', 'pointerup']) document.removeEventListener(event, moved);
    };
  }, [count, foot, head]);
  return { isAside, ref };
}
