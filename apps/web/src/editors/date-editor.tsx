'use client';
import { rawCellOf } from '@pyairtable/contracts';
import { fieldType } from '@pyairtable/field-types';
import { classNames } from '@pyairtable/ui';
import { useState } from 'react';
import { cellContext, cellText } from '@/cells/cell-context';
import { useBase } from '@/base/base-context';
import { Calendar } from '@/pickers/calendar';
import { dayIn, withDay } from '@/pickers/day';
import type { CellEditorProps } from './cell-editor';
import { EditorBox } from './editor-box';
import { endingKey } from './editor-keys';
import { useCaretAtEnd } from './use-caret-at-end';
import { useCommitOnLeave } from './use-commit-on-leave';

/** A date, or a date with its time, typed as the field shows it or picked from a month. */
export function DateEditor({ grid, field, cell }: CellEditorProps) {
  const { reader } = useBase();
  const box = useCaretAtEnd<HTMLInputElement>();
  const [shown] = useState(() => cellText(reader, field, cell));
  const [text, setText] = useState(grid.initialText ?? shown);
  const leave = useCommitOnLeave(
    grid,
    field,
    () => (text === shown ? null : { type: 'text', text }),
    () => (text === shown ? null : text),
  );

  const read = fieldType(field.type).parse(text, field.options, cellContext(reader, field));
  const typed = read.ok ? read.value : rawCellOf(cell);
  const day = dayIn(typed, field, reader.timeZone);

  return (
    <EditorBox error={grid.error} minWidth={264}>
      <div {...leave.bounds}>
        <div className="p-1.5 pb-0">
          <input
            ref={box}
            type="text"
            autoFocus
            aria-label={field.name}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              event.stopPropagation();
              const end = endingKey(event);
              if (end === null) return;
              event.preventDefault();
              if (end === 'cancel') leave.cancel();
              else leave.end(end);
            }}
            className={classNames(
              'h-8 w-full rounded-md border border-n7 bg-n1 px-2.5 text-sm outline-accent',
              read.ok ? '' : 'border-red',
            )}
          />
        </div>
        <Calendar
          day={day}
          onPick={(picked) => {
            const value = withDay(typed, picked, field, reader.timeZone);
            if (field.type === 'date') leave.commit({ type: 'value', value }, 'none');
            else setText(fieldType(field.type).format(value, field.options, cellContext(reader, field)));
          }}
        />
      </div>
    </EditorBox>
  );
}
