'use client';
import { useBase } from '@/base/base-context';
import { cellText } from '@/cells/cell-context';
import type { CellEditorProps } from './cell-editor';
import { EditorBox } from './editor-box';
import { useCaretAtEnd } from './use-caret-at-end';
import { useTypedCell } from './use-typed-cell';

/** Text of many lines: Enter breaks the line with Shift or Alt, and commits alone. */
export function LongTextEditor({ grid, field, cell }: CellEditorProps) {
  const { reader } = useBase();
  const box = useCaretAtEnd<HTMLTextAreaElement>();
  const shown = cellText(reader, field, cell);
  const { text, setText, commit, cancel } = useTypedCell(grid, field, shown);

  return (
    <EditorBox error={grid.error} minWidth={320}>
      <textarea
        ref={box}
        autoFocus
        aria-label={field.name}
        rows={6}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => void commit('none')}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Escape') cancel();
          else if (event.key === 'Tab') {
            event.preventDefault();
            void commit(event.shiftKey ? 'left' : 'right');
          } else if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
            event.preventDefault();
            void commit('down');
          }
        }}
        className="block w-full resize-y rounded-lg bg-raised px-2 py-1.5 text-sm text-n12 outline-2 outline-accent focus-visible:outline-offset-0"
      />
    </EditorBox>
  );
}
