'use client';
import { letterOf } from '@pyairtable/grid';
import { useEffect } from 'react';
import { takesText } from '@/shell/takes-text';
import type { RecordActions } from './record-actions';

/** Hears undo and redo wherever the focus is on the page, but in text boxes, whose own undo it is. */
export function useUndoKeys(records: RecordActions, mayEdit: boolean): void {
  useEffect(() => {
    if (!mayEdit) return undefined;
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || takesText(event.target)) return;
      const key = letterOf(event);
      if (key !== 'z' && !(key === 'y' && !event.shiftKey)) return;
      event.preventDefault();
      if (key === 'y' || event.shiftKey) records.redo();
      else records.undo();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [records, mayEdit]);
}
