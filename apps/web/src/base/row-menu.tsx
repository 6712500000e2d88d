'use client';
import type { Table } from '@pyairtable/contracts';
import type { ShownRow } from '@pyairtable/realtime';
import { Menu, MenuItem, MenuSeparator, showToast } from '@pyairtable/ui';
import { Copy, Link2, Maximize2, Trash2 } from 'lucide-react';
import { isComputed } from '@/cells/cell-context';
import { linksOf, rawCell } from '@/cells/raw-cell';
import { useBase } from './base-context';
import { basePath } from './base-path';

export interface OpenRowMenu {
  record: ShownRow;
  /** In viewport pixels. */
  point: { x: number; y: number };
}

/** What can be done with the record under the pointer. */
export function RowMenu({
  table,
  open,
  onClose,
  onExpand,
}: {
  table: Table;
  open: OpenRowMenu | null;
  onClose: () => void;
  onExpand: (recordId: string) => void;
}) {
  const { base, records, mayEdit } = useBase();
  if (!open) return null;
  const { record, point } = open;

  const duplicate = () => {
    const fields = table.fields.filter((field) => !isComputed(field) && record.cells[field.id] !== undefined);
    const cells = Object.fromEntries(fields.map((field) => [field.id, rawCell(record.cells[field.id])]));
    const links = fields.flatMap((field) => linksOf(record.cells[field.id]));
    records.create(table.id, [{ cells }], Object.fromEntries(links.map(({ id, title }) => [id, title])));
  };
  const copyLink = async () => {
    await navigator.clipboard.writeText(
      location.origin + basePath(base.id, { tableId: table.id, recordId: record.id }),
    );
    showToast({ title: 'Link copied' });
  };

  return (
    <Menu
      open
      label="Record"
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      anchor={{ getBoundingClientRect: () => new DOMRect(point.x, point.y, 0, 0) }}
    >
      <MenuItem
        icon={<Maximize2 size={16} strokeWidth={1.5} />}
        shortcut="Space"
        onSelect={() => onExpand(record.id)}
      >
        Open record
      </MenuItem>
      <MenuItem icon={<Link2 size={16} strokeWidth={1.5} />} onSelect={() => void copyLink()}>
        Copy link
      </MenuItem>
      {mayEdit ? (
        <>
          <MenuItem icon={<Copy size={16} strokeWidth={1.5} />} onSelect={duplicate}>
            Duplicate
          </MenuItem>
          <MenuSeparator />
          <MenuItem
            danger
            icon={<Trash2 size={16} strokeWidth={1.5} />}
            onSelect={() => records.delete(table.id, [record.id])}
          >
            Delete record
          </MenuItem>
        </>
      ) : null}
    </Menu>
  );
}
