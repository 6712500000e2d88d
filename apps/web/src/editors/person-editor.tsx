'use client';
import { PersonPicker } from '@/pickers/person-picker';
import type { CellEditorProps } from './cell-editor';
import { EditorBox } from './editor-box';
import { useChosen } from './use-chosen';

/** People of the base. */
export function PersonEditor({ grid, field, cell }: CellEditorProps) {
  const { chosen, bounds, pick, onLeave } = useChosen(grid, field, cell);
  return (
    <EditorBox error={grid.error} minWidth={300}>
      <div {...bounds}>
        <PersonPicker
          label={field.name}
          chosen={chosen}
          initialSearch={grid.initialText ?? ''}
          onPick={pick}
          onLeave={onLeave}
        />
      </div>
    </EditorBox>
  );
}
