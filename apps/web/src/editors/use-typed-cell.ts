'use client';
import type { EditorProps, Move } from '@pyairtable/grid';
import type { RowCell } from '@pyairtable/contracts';
import { useRef, useState } from 'react';
import { rawCell } from '@/cells/raw-cell';

/** Text typed over a cell, ended exactly once: taken by `commit`, or dropped by `cancel`. Refused text stays. */
export function useTypedCell(grid: EditorProps, cell: RowCell | undefined, shown: string) {
  const [text, setText] = useState(grid.initialText ?? shown);
  const ended = useRef(false);
  return {
    text,
    setText,
    commit: async (move: Move) => {
      if (ended.current) return;
      ended.current = true;
      // Untouched text stands for the stored value: read back, it could round it.
      const value =
        text === shown ? { type: 'value' as const, value: rawCell(cell) } : { type: 'text' as const, text };
      if (!(await grid.commit(value, move))) ended.current = false;
    },
    cancel: () => {
      ended.current = true;
      grid.cancel();
    },
  };
}
