'use client';
import { type Attachment, attachmentsOf } from '@pyairtable/contracts';
import { classNames, INPUT_BOX } from '@pyairtable/ui';
import { useState, type KeyboardEvent } from 'react';
import { AttachmentList } from '@/attachments/attachment-list';
import { useAddedFiles } from '@/attachments/use-added-files';
import { useBase } from '@/base/base-context';
import { cellText } from '@/cells/cell-context';
import type { CellEditorProps } from './cell-editor';
import { EditorBox } from './editor-box';
import { endingKey } from './editor-keys';
import { useCommitOnLeave } from './use-commit-on-leave';

/** Files of a cell, and a box for the address of another; what was changed is committed when they are left. */
export function AttachmentsEditor({ grid, field, cell }: CellEditorProps) {
  const { reader } = useBase();
  const [first] = useState(() => attachmentsOf(cell));
  const [files, setFiles] = useState<readonly Attachment[]>(first);
  const added = useAddedFiles(field, grid.initialText ?? '');
  const all = () => (added.address === '' ? files : [...files, ...added.pending()]);
  const valueOf = (next: readonly Attachment[]) =>
    next === first ? null : ({ type: 'value', value: next.length > 0 ? [...next] : null } as const);
  const leave = useCommitOnLeave(
    grid,
    field,
    () => valueOf(all()),
    () => (all() === first ? null : cellText(reader, field, [...all()])),
  );

  const press = (event: KeyboardEvent) => {
    event.stopPropagation();
    const end = endingKey(event);
    // Back to the files above the box, before the cell on the left.
    if (end === null || (end === 'left' && files.length > 0)) return;
    event.preventDefault();
    // As in every list over a cell, what is in it stays, and what is being typed goes.
    if (end === 'cancel') return leave.commit(valueOf(files), 'none');
    if (added.address.trim() === '') return leave.end(end);
    added.commit((found) => {
      const next = [...files, ...found];
      setFiles(next);
      // As in every list over a cell, Tab takes what is typed and goes on.
      if (event.key === 'Tab') leave.commit(valueOf(next), end);
      return null;
    });
  };

  return (
    <EditorBox error={added.error ?? grid.error} minWidth={300}>
      <div {...leave.bounds} className="flex max-h-[320px] flex-col gap-1 overflow-y-auto p-1.5">
        <AttachmentList files={files} onRemove={(id) => setFiles(files.filter((file) => file.id !== id))} />
        <input
          type="text"
          autoFocus
          aria-label={field.name}
          placeholder="Address of a file: https://…"
          spellCheck={false}
          value={added.address}
          onChange={(event) => added.type(event.target.value)}
          onKeyDown={press}
          className={classNames(INPUT_BOX, 'h-8 shrink-0 px-2.5')}
        />
      </div>
    </EditorBox>
  );
}
