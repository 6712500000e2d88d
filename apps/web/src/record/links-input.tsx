'use client';
import { linksOf } from '@pyairtable/contracts';
import { fieldAs } from '@pyairtable/field-types';
import { IconButton } from '@pyairtable/ui';
import { X } from 'lucide-react';
import Link from 'next/link';
import { useBase } from '@/base/base-context';
import { basePath } from '@/base/base-path';
import { linkTitle } from '@/cells/cell-context';
import type { OfferedLink } from '@/cells/offered-link';
import type { LeavingBy } from '@/pickers/option-list';
import { RecordPicker } from '@/pickers/record-picker';
import { linksAfterPick } from '@/pickers/toggled';
import { usePickOrder } from '@/pickers/use-pick-order';
import { PickerBox } from './picker-box';
import type { RecordInputProps } from './record-input';
import { tellUnwritten } from './tell-unwritten';
import { writeLate } from './write-late';

/** Linked records as a list that leads to each, with a picker for more. */
export function LinksInput({ field, cell, readOnly, write, late }: RecordInputProps) {
  const { base, reader } = useBase();
  const { options } = fieldAs(field, 'multipleRecordLinks');
  const { linkedTableId, prefersSingleRecordLink } = options;
  const links = linksOf(cell);
  const several = !prefersSingleRecordLink;
  const inOrder = usePickOrder<OfferedLink>(({ id }) => id);
  const pickLater = (record: Promise<OfferedLink | null>, by?: LeavingBy) => {
    const before = linksOf(late.now()).map(({ id }) => id);
    void writeLate({ late, write }, inOrder(record, before), several, (now, { found, earlier }) => ({
      links: linksAfterPick(several, linksOf(now), found, by, earlier),
    }));
  };
  const put = (next: readonly OfferedLink[]) =>
    tellUnwritten(write({ type: 'value', value: { links: next } }));
  const toggle = (record: OfferedLink, by?: LeavingBy) => put(linksAfterPick(several, links, record, by));
  return (
    <div className="flex flex-col gap-1">
      {links.length > 0 ? (
        <ul className="flex flex-col gap-1">
          {links.map((record, at) => (
            <li
              // A lookup may hold a record twice.
              key={`${record.id} ${String(at)}`}
              className="flex h-8 items-center gap-1 rounded-md border border-n6 bg-n2 ps-2.5 pe-1"
            >
              <Link
                href={basePath(base.id, { tableId: linkedTableId, recordId: record.id })}
                className="min-w-0 flex-1 truncate text-sm text-n12 underline-offset-2 hover:underline"
              >
                {linkTitle(reader, field, record.title) || 'Unnamed record'}
              </Link>
              {readOnly ? null : (
                <IconButton
                  label={`Unlink ${linkTitle(reader, field, record.title) || 'record'}`}
                  size="small"
                  onClick={() => toggle(record)}
                >
                  <X size={14} strokeWidth={1.5} aria-hidden="true" />
                </IconButton>
              )}
            </li>
          ))}
        </ul>
      ) : null}
      {readOnly && links.length > 0 ? null : (
        <PickerBox
          label={field.name}
          labelId={`label-${field.id}`}
          readOnly={readOnly}
          empty={prefersSingleRecordLink ? 'Link a record' : 'Link records'}
          shown={null}
          picker={(close, typed) => (
            <RecordPicker
              label={field.name}
              linkedTableId={linkedTableId}
              viewId={options.viewIdForRecordSelection}
              chosen={links}
              initialSearch={typed}
              onToggle={toggle}
              onToggleLater={pickLater}
              onLeave={close}
            />
          )}
        />
      )}
    </div>
  );
}
