import { TOASTS } from '@pyairtable/ui';
import { useEffect } from 'react';
import { nextRegion } from './focus-region';

/** F6 goes round the parts of the page, the notices among them; Shift goes back. */
export function useRegionKey(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'F6') return;
      const next = nextRegion(event.shiftKey ? -1 : 1);
      // The notices hear the key by themselves, and know then whom to give the keyboard back to.
      if (next?.region.matches(TOASTS)) return;
      // Else they would have it from everywhere, and no other part would be reached.
      event.stopImmediatePropagation();
      if (!next) return;
      event.preventDefault();
      next.enter();
    };
    // Before those who keep their keys to themselves, as an editor does.
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, []);
}
