'use client';
import { linksOf } from '@pyairtable/contracts';
import { fieldAs } from '@pyairtable/field-types';
import { useState } from 'react';
import { laterValue, type LaterValue } from '@/cells/later-value';
import type { OfferedLink } from '@/cells/offered-link';
import type { LeavingBy } from '@/pickers/option-list';
import { RecordPicker } from '@/pickers/record-picker';
import type { CellEditorProps } from './cell-editor';
import { EditorBox } from './editor-box';
import { MOVE_OF } from './editor-keys';
import type { Picked } from '@/pickers/use-pick-order';
import { carriedOver, linksAfterPick } from '@/pickers/toggled';
import { useCommitOnLeave } from './use-commit-on-leave';
import { useDuePicks } from './use-due-picks';

/** A record that was picked, and what the list was left by with it. */
interface Pick {
  record: OfferedLink;
  by?: LeavingBy | undefined;
}

const afterPick = (links: readonly OfferedLink[], { record, by }: Pick, earlier?: ReadonlySet<string>) =>
  linksAfterPick(true, links, record, by, earlier);

const afterFound = (links: readonly OfferedLink[], { found, earlier }: Picked<Pick>) =>
  afterPick(links, found, earlier);

/** Records of the linked table; several are committed when the list is left. */
export function LinksEditor({ grid, field, cell }: CellEditorProps) {
  const { options } = fieldAs(field, 'multipleRecordLinks');
  const [opened] = useState(cell);
  const [links, setLinks] = useState<readonly OfferedLink[]>(() => linksOf(opened));
  const [touched, setTouched] = useState(false);
  const several = !options.prefersSingleRecordLink;
  const change = (next: (before: readonly OfferedLink[]) => readonly OfferedLink[]) => {
    setLinks(next);
    setTouched(true);
  };
  const due = useDuePicks<Pick>(
    (picked) => change((before) => afterFound(before, picked)),
    ({ record }) => record.id,
  );
  const ids = () => links.map(({ id }) => id);
  const withFound = (found: Picked<Pick>[]): Awaited<LaterValue['later']> => {
    if (found.length === 0 && !touched) return null;
    const picked = found.reduce(afterFound, links);
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
            if (several && by) return due.add(Promise.resolve({ record, by }), ids());
            if (several) return change((before) => afterPick(before, { record }));
            const next = linksAfterPick(false, links, record, by);
            leave.commit({ type: 'value', value: { links: next } }, by ? MOVE_OF[by] : 'none');
          }}
          onToggleLater={(coming, by) => {
            if (several)
              return due.add(
                coming.then((record) => record && { record, by }),
                ids(),
              );
            const only = coming.then(
              (record) => record && (() => ({ links: linksAfterPick(false, links, record, by) })),
            );
            leave.commit(laterValue(only, opened, false), by ? MOVE_OF[by] : 'none');
          }}
          onLeave={(way, press) => {
            // The grid moves on.
            press.preventDefault();
            leave.end(way === 'cancel' ? 'none' : MOVE_OF[way]);
          }}
        />
      </div>
    </EditorBox>
  );
}
