'use client';
import type { EditorProps, Move } from '@pyairtable/grid';
import type { Field } from '@pyairtable/contracts';
import { useRef, useState } from 'react';
import { useEditorText } from './use-editor-text';

/** Text typed over a cell, ended exactly once: taken by `commit`, or dropped by `cancel`. Refused text stays. */
export function useTypedCell(grid: EditorProps, field: Field, present: string) {
  const [shown] = useState(present);
  const [text, setText] = useState(grid.initialText ?? shown);
  const ended = useRef(false);
  const commit = async (move: Move) => {
    if (ended.current) return;
    ended.current = true;
    // Untouched text stands for the stored value: read back, it could round it, or undo what another person wrote.
    if (!(await grid.commit(text === shown ? null : { type: 'text', text }, move))) ended.current = false;
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
