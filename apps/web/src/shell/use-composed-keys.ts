'use client';
import { useLayoutEffect } from 'react';

/** WebKit tells the key that ends a composition after it, by this number alone. */
const OF_INPUT_METHOD = 229;

/** Leaves keys to the input method that composes with them: where browsers name them, Escape would close what is typed in. */
export function useComposedKeys(): void {
  // Before all others who listen, who do so in effects.
  useLayoutEffect(() => {
    const keep = (event: KeyboardEvent) => {
      if (event.isComposing || event.keyCode === OF_INPUT_METHOD) event.stopImmediatePropagation();
    };
    window.addEventListener('keydown', keep, { capture: true });
    return () => window.removeEventListener('keydown', keep, { capture: true });
  }, []);
}
