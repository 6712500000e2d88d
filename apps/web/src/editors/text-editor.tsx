'use client';
import { classNames } from '@pyairtable/ui';
import { cellText } from '@/cells/cell-context';
import { isNumeric } from '@/cells/numeric-fields';
import { useBase } from '@/base/base-context';
import type { CellEditorProps } from './cell-editor';
import { endingKey } from './editor-keys';
import { useCaretAtEnd } from './use-caret-at-end';
import { useTypedCell } from './use-typed-cell';

/** One line of text that the field's type reads on commit; refused text stays, with the reason below. */
export function TextEditor({ grid, field, cell }: CellEditorProps) {
  const { reader } = useBase();
  const box = useCaretAtEnd<HTMLInputElement>();
  const shown = cellText(reader, field, cell);
  const { text, setText, commit, cancel } = useTypedCell(grid, field, shown);

  return (
    <div className="absolute inset-0">
      <input
        ref={box}
        type="text"
        autoFocus
        aria-label={field.name}
        aria-invalid={grid.error ? true : undefined}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => void commit('none')}
        onKeyDown={(event) => {
          event.stopPropagation();
          const end = endingKey(event);
          if (end === null) return;
          event.preventDefault();
          if (end === 'cancel') cancel();
          else void commit(end);
        }}
        className={classNames(
          'size-full bg-n1 px-2 text-sm text-n12 outline-2 outline-accent focus-visible:outline-offset-0',
          grid.error ? 'outline-red' : '',
          isNumeric(field) ? 'text-end tabular-nums' : '',
        )}
      />
      {grid.error ? (
        <p
          role="alert"
          className={classNames(
            'absolute top-full z-20 mt-1 w-max max-w-[280px] rounded-md bg-red-soft px-2 py-1.5 text-xs text-red-text shadow-popover',
            isNumeric(field) ? 'end-0' : 'start-0',
          )}
        >
          {grid.error}
        </p>
      ) : null}
    </div>
  );
}
