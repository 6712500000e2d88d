'use client';
import { PersonPicker } from '@/pickers/person-picker';
import type { CellEditorProps } from './cell-editor';
import { EditorBox } from './editor-box';
import { MOVE_OF } from './editor-keys';
import { useCommitOnLeave } from './use-commit-on-leave';

/** One person of the base; picking the present one clears the cell. */
export function PersonEditor({ grid, field, cell }: CellEditorProps) {
  const chosen = typeof cell === 'string' ? cell : null;
  const leave = useCommitOnLeave(
    grid,
    field,
    () => null,
    () => null,
  );
  return (
    <EditorBox error={grid.error} minWidth={300}>
      <div {...leave.bounds}>
        <PersonPicker
          label={field.name}
          chosen={chosen}
          initialSearch={grid.initialText ?? ''}
          onPick={(id) => leave.commit({ type: 'value', value: id === chosen ? null : id }, 'none')}
          onLeave={(way) => (way === 'cancel' ? leave.cancel() : leave.end(MOVE_OF[way]))}
        />
      </div>
    </EditorBox>
  );
}
