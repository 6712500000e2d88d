'use client';
import { letterOf } from '@pyairtable/grid';
import { useEffect } from 'react';
import { takesText } from '@/shell/takes-text';
import { isMarkedSaved } from '@/typed-text/saves-at-once';
import type { RecordActions } from './record-actions';

/**
 * Hears undo and redo wherever the focus is on the page, but in text boxes whose text is not saved: that one's own undo it
 * is. In any other the browser would take back what was typed last, be it in a box that was left.
 */
export function useUndoKeys(records: RecordActions, mayEdit: boolean): void {
  useEffect(() => {
    if (!mayEdit) return undefined;
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      if (takesText(event.target) && !isMarkedSaved(event.target)) return;
      const key = letterOf(event);
      if (key !== 'z' && !(key === 'y' && !event.shiftKey)) return;
      event.preventDefault();
      if (key === 'y' || event.shiftKey) records.redo();
      else records.undo();
    };
    // First of all: the search box of a list lets no key out.
    window.addEventListener('keydown', press, true);
    return () => window.removeEventListener('keydown', press, true);
  }, [records, mayEdit]);
}
