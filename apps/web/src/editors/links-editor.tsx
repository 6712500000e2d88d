'use client';
import { linksOf } from '@pyairtable/contracts';
import { fieldAs } from '@pyairtable/field-types';
import { useState } from 'react';
import { laterValue, type LaterValue } from '@/cells/later-value';
import type { OfferedLink } from '@/cells/offered-link';
import { RecordPicker } from '@/pickers/record-picker';
import type { CellEditorProps } from './cell-editor';
import { EditorBox } from './editor-box';
import { MOVE_OF } from './editor-keys';
import { afterLinkPick, carriedOver, toggledLink } from '@/pickers/toggled';
import { useCommitOnLeave } from './use-commit-on-leave';
import { useDuePicks } from './use-due-picks';

/** Records of the linked table; several are committed when the list is left. */
export function LinksEditor({ grid, field, cell }: CellEditorProps) {
  const { options } = fieldAs(field, 'multipleRecordLinks');
  const [opened] = useState(cell);
  const [links, setLinks] = useState<readonly OfferedLink[]>(() => linksOf(opened));
  const [touched, setTouched] = useState(false);
  const toggle = (record: OfferedLink) => {
    setLinks((before) => toggledLink(before, record));
    setTouched(true);
  };
  const due = useDuePicks(toggle);
  const withFound = (found: OfferedLink[]): Awaited<LaterValue['later']> => {
    if (found.length === 0 && !touched) return null;
    const picked = found.reduce<readonly OfferedLink[]>(toggledLink, links);
    return (now) => ({ links: carriedOver(linksOf(opened), picked, linksOf(now), ({ id }) => id) });
  };
  const left = () => {
    const late = due.take();
    if (late) return laterValue(late.then(withFound), opened, true);
    return touched ? { type: 'value' as const, value: { links } } : null;
  };
  const leave = useCommitOnLeave(grid, field, left, () =>
    touched ? links.map(({ title }) => title).join(', ') : null,
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
          onToggle={(record, by) => {
            if (!options.prefersSingleRecordLink)
              return by ? due.add(Promise.resolve(record)) : toggle(record);
            const next = afterLinkPick(true, links, record);
            leave.commit({ type: 'value', value: { links: next } }, by ? MOVE_OF[by] : 'none');
          }}
          onToggleLater={(record) => {
            if (!options.prefersSingleRecordLink) return due.add(record);
            const only = record.then((found) => found && (() => ({ links: [found] })));
            leave.commit(laterValue(only, opened, false), 'none');
          }}
          onLeave={(way) => leave.end(way === 'cancel' ? 'none' : MOVE_OF[way])}
        />
      </div>
    </EditorBox>
  );
}
