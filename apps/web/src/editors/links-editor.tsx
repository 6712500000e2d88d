'use client';
import { linksOf } from '@pyairtable/contracts';
import { fieldAs } from '@pyairtable/field-types';
import { useState } from 'react';
import { RecordPicker } from '@/pickers/record-picker';
import type { CellEditorProps } from './cell-editor';
import { EditorBox } from './editor-box';
import { MOVE_OF } from './editor-keys';
import { useCommitOnLeave } from './use-commit-on-leave';

/** Records of the linked table; several are committed when the list is left. */
export function LinksEditor({ grid, field, cell }: CellEditorProps) {
  const { options } = fieldAs(field, 'multipleRecordLinks');
  const [links, setLinks] = useState(() => linksOf(cell));
  const [touched, setTouched] = useState(false);
  const leave = useCommitOnLeave(
    grid,
    field,
    () => (touched ? { type: 'value', value: { links } } : null),
    () => (touched ? links.map(({ title }) => title).join(', ') : null),
  );
  return (
    <EditorBox error={grid.error} minWidth={300}>
      <div {...leave.bounds}>
        <RecordPicker
          label={field.name}
          linkedTableId={options.linkedTableId}
          viewId={options.viewIdForRecordSelection}
          chosen={links}
          initialSearch={grid.initialText ?? ''}
          onToggle={(record) => {
            const has = links.some(({ id }) => id === record.id);
            const next = has
              ? links.filter(({ id }) => id !== record.id)
              : options.prefersSingleRecordLink
                ? [record]
                : [...links, record];
            if (options.prefersSingleRecordLink)
              leave.commit({ type: 'value', value: { links: next } }, 'none');
            setLinks(next);
            setTouched(true);
          }}
          onLeave={(way) => leave.end(way === 'cancel' ? 'none' : MOVE_OF[way])}
        />
      </div>
    </EditorBox>
  );
}
