'use client';
import { ChoicePicker } from '@/pickers/choice-picker';
import type { CellEditorProps } from './cell-editor';
import { EditorBox } from './editor-box';
import { useChosen } from './use-chosen';

/** Choices of a select. */
export function ChoiceEditor({ grid, field, cell }: CellEditorProps) {
  const { chosen, bounds, pick, pickLater, onLeave } = useChosen(grid, field, cell);
  return (
    <EditorBox error={grid.error}>
      <div {...bounds}>
        <ChoicePicker
          field={field}
          chosen={chosen}
          initialSearch={grid.initialText ?? ''}
          onToggle={pick}
          onNew={pickLater}
          onLeave={onLeave}
        />
      </div>
    </EditorBox>
  );
}
