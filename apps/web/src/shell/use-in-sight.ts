'use client';
import { type RefObject, useEffect, useRef } from 'react';

/** What scrolls by hand. */
const BY_HAND = ['wheel', 'touchmove', 'pointerdown'] as const;

function isOutside(entry: HTMLElement, list: HTMLElement): boolean {
  const [one, all] = [entry.getBoundingClientRect(), list.getBoundingClientRect()];
  return one.left < all.left || one.right > all.right || one.top < all.top || one.bottom > all.bottom;
}

/**
 * A ref for the current entry of a list that scrolls: it is brought into sight as soon as it is the current one, and when the list
 * gets another size, unless the person had scrolled it away. `current`: what tells it from others, with its place; null for none.
 */
export function useInSight<E extends HTMLElement>(current: string | null): RefObject<E | null> {
  const entry = useRef<E>(null);
  useEffect(() => {
    const element = entry.current;
    const list = element?.parentElement;
    if (current === null || !element || !list) return undefined;
    const show = () => element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    // A list that gets narrower scrolls too: only what a hand does is meant.
    let byHand = false;
    let left = false;
    const take = () => {
      byHand = true;
    };
    const note = () => {
      if (byHand) left = isOutside(element, list);
    };
    const resized = new ResizeObserver(() => {
      if (!left) show();
    });
    show();
    resized.observe(list);
    list.addEventListener('scroll', note, { passive: true });
    for (const event of BY_HAND) list.addEventListener(event, take, { passive: true });
    return () => {
      resized.disconnect();
      list.removeEventListener('scroll', note);
      for (const event of BY_HAND) list.removeEventListener(event, take);
    };
  }, [current]);
  return entry;
}
