'use client';
import { idsOf } from '@pyairtable/contracts';
import { useState } from 'react';
import { useBase } from '@/base/base-context';
import { cellText } from '@/cells/cell-context';
import { ChoicePicker } from '@/pickers/choice-picker';
import type { CellEditorProps } from './cell-editor';
import { EditorBox } from './editor-box';
import { MOVE_OF } from './editor-keys';
import { useCommitOnLeave } from './use-commit-on-leave';

/** Choices of a select: one is committed at once, several when the list is left. */
export function ChoiceEditor({ grid, field, cell }: CellEditorProps) {
  const { reader } = useBase();
  const several = field.type === 'multipleSelects';
  const [first] = useState(() => idsOf(cell));
  const [chosen, setChosen] = useState(first);
  const touched = several && chosen !== first;
  const leave = useCommitOnLeave(
    grid,
    field,
    () => (touched ? { type: 'value', value: chosen.length > 0 ? chosen : null } : null),
    () => (touched ? cellText(reader, field, chosen) : null),
  );
  return (
    <EditorBox error={grid.error}>
      <div {...leave.bounds}>
        <ChoicePicker
          field={field}
          chosen={chosen}
          initialSearch={grid.initialText ?? ''}
          onToggle={(id) => {
            if (several)
              setChosen((ids) => (ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]));
            else leave.commit({ type: 'value', value: chosen[0] === id ? null : id }, 'none');
          }}
          onLeave={(way) =>
            way === 'cancel' && !several
              ? leave.cancel()
              : leave.end(way === 'cancel' ? 'none' : MOVE_OF[way])
          }
        />
      </div>
    </EditorBox>
  );
}
