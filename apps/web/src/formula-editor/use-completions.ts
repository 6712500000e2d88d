import { type Completion, completionsAt } from '@pyairtable/formula';
import { type KeyboardEvent, type RefObject, useMemo, useState } from 'react';
import type { FormulaLanguage } from './language';

const MOST_OFFERED = 8;

/** Names offered at the caret while typing: arrows choose, Enter or Tab take, Escape closes. */
export function useCompletions(
  area: RefObject<HTMLTextAreaElement | null>,
  source: string,
  language: FormulaLanguage,
) {
  /** Offset at which names are offered; null while the list is closed. */
  const [offset, setOffset] = useState<number | null>(null);
  const [active, setActive] = useState(0);
  const { from, to, items } = useMemo(() => {
    if (offset === null) return { from: 0, to: 0, items: [] };
    const found = completionsAt(source, offset, { ...language, limit: MOST_OFFERED });
    // A name that is written out already needs no offer.
    const [only] = found.items;
    return found.items.length === 1 && only?.insert === source.slice(found.from, found.to)
      ? { ...found, items: [] }
      : found;
  }, [source, offset, language]);

  const close = () => setOffset(null);
  const take = (item: Completion) => {
    if (area.current) replaceRange(area.current, { from, to }, item.insert, from + item.caret);
    close();
  };
  return {
    items,
    active: Math.min(active, items.length - 1),
    take,
    close,
    /** To be told of every change by typing. */
    typed: (caret: number) => {
      setOffset(caret);
      setActive(0);
    },
    /** To be told of every move of the caret: one away from what was typed closes the list. */
    moved: (caret: number) => {
      if (offset !== null && caret !== offset) close();
    },
    press: (event: KeyboardEvent) => {
      const chosen = items[Math.min(active, items.length - 1)];
      if (!chosen) return;
      if (event.key === 'ArrowDown') setActive((active + 1) % items.length);
      else if (event.key === 'ArrowUp') setActive((active + items.length - 1) % items.length);
      else if (event.key === 'Enter' || event.key === 'Tab') take(chosen);
      else if (event.key === 'Escape') close();
      else return;
      event.preventDefault();
    },
  };
}

/** Replaces a range as typing would, so that undo keeps working where the browser can. */
function replaceRange(
  area: HTMLTextAreaElement,
  { from, to }: { from: number; to: number },
  text: string,
  caret: number,
): void {
  area.focus();
  area.setSelectionRange(from, to);
  // The only way to edit that the browser's undo remembers.
  const typed = typeof document.execCommand === 'function' && document.execCommand('insertText', false, text);
  if (!typed) {
    area.setRangeText(text, from, to, 'end');
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }
  area.setSelectionRange(caret, caret);
}
