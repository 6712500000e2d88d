'use client';
import type { Field } from '@pyairtable/contracts';
import type { EditorProps, EditValue, Move } from '@pyairtable/grid';
import { useRef, type FocusEvent } from 'react';
import { useEditorText } from './use-editor-text';

/**
 * Ends a picker's edit exactly once: by `commit`, by `cancel`, or when the focus leaves `bounds`. `value` is what
 * leaving commits, null for no change; `text` is what of it can be kept to copy, null for nothing.
 */
export function useCommitOnLeave(
  grid: EditorProps,
  field: Field,
  value: () => EditValue | null,
  text: () => string | null,
) {
  const ended = useRef(false);

  const commit = (offered: EditValue | null, move: Move) => {
    if (ended.current) return;
    ended.current = true;
    void grid.commit(offered, move).then((taken) => {
      if (!taken) ended.current = false;
    });
  };

  useEditorText(grid, field, text(), ended, () => commit(value(), 'none'));

  return {
    commit,
    end: (move: Move) => commit(value(), move),
    cancel: () => {
      ended.current = true;
      grid.cancel();
    },
    bounds: {
      onBlur: (event: FocusEvent<HTMLElement>) => {
        if (!event.currentTarget.contains(event.relatedTarget)) commit(value(), 'none');
      },
    },
  };
}
