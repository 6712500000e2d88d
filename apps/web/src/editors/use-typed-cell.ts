'use client';
import type { EditorProps, Move } from '@pyairtable/grid';
import type { Field, RowCell } from '@pyairtable/contracts';
import { useRef, useState } from 'react';
import { rawCell } from '@/cells/raw-cell';
import { useEditorText } from './use-editor-text';

/** Text typed over a cell, ended exactly once: taken by `commit`, or dropped by `cancel`. Refused text stays. */
export function useTypedCell(grid: EditorProps, field: Field, cell: RowCell | undefined, shown: string) {
  const [text, setText] = useState(grid.initialText ?? shown);
  const ended = useRef(false);
  const commit = async (move: Move) => {
    if (ended.current) return;
    ended.current = true;
    // Untouched text stands for the stored value: read back, it could round it.
    const value =
      text === shown ? { type: 'value' as const, value: rawCell(cell) } : { type: 'text' as const, text };
    if (!(await grid.commit(value, move))) ended.current = false;
  };
  useEditorText(grid, field, text === shown ? null : text, ended, () => void commit('none'));
  return {
    text,
    setText,
    commit,
    cancel: () => {
      ended.current = true;
      grid.cancel();
    },
  };
}
