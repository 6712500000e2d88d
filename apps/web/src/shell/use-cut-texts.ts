'use client';
import { useEffect } from 'react';

/** Shows the whole of any text on the page that its box cuts, while the pointer rests on it; stands once in the frame. */
export function useCutTexts(): void {
  useEffect(() => {
    const point = ({ target }: PointerEvent) => {
      const box = target instanceof Element ? target.closest<HTMLElement>('.truncate') : null;
      if (!box) return;
      if (box.scrollWidth > box.clientWidth) box.title = box.textContent;
      else box.removeAttribute('title');
    };
    document.addEventListener('pointerover', point);
    return () => document.removeEventListener('pointerover', point);
  }, []);
}
