'use client';
import { type Field, linksOf, type RawCell, rawCellOf, type Row, type Table } from '@pyairtable/contracts';
import { cellCopy } from '@pyairtable/field-types';
import type { ShownRow, TableRows } from '@pyairtable/realtime';
import { Menu, MenuItem, MenuSeparator, showToast } from '@pyairtable/ui';
import { Copy, Link2, Maximize2, Trash2 } from 'lucide-react';
import { isComputed } from '@/cells/cell-context';
import { failureMessage } from '@/http/request';
import { copyText } from '@/shell/copy-text';
import { useCloseWhenGone } from '@/shell/use-close-when-gone';
import { useBase } from './base-context';
import { basePath } from './base-path';

export interface OpenRowMenu {
  record: ShownRow;
  /** The records that it is about beside links to one: those ticked with it, or it alone. */
  ids: readonly string[];
  /** In viewport pixels. */
  point: { x: number; y: number };
}

const cellsOf = ({ cells }: Row, fields: readonly Field[]): Record<string, RawCell> =>
  Object.fromEntries(
    fields.flatMap(({ id }) =>
      cells[id] === undefined ? [] : [[id, cellCopy(rawCellOf(cells[id]))] as const],
    ),
  );

/** What can be done with the record under the pointer, or with all that are ticked when it is one of them. */
export function RowMenu({
  table,
  rows,
  open,
  onClose,
  onExpand,
}: {
  table: Table;
  rows: TableRows | undefined;
  open: OpenRowMenu | null;
  onClose: () => void;
  onExpand: (recordId: string) => void;
}) {
  const { base, records, mayEdit } = useBase();
  const isGone = open !== null && rows?.isGone(open.record.id) === true;
  useCloseWhenGone(isGone, onClose);
  if (!open || isGone) return null;
  const { record, ids, point } = open;

  const duplicate = async () => {
    const fields = table.fields.filter((field) => !isComputed(field));
    const act = records.begin(table.id);
    try {
      const found = await rows?.chosenRows(
        ids,
        fields.map(({ id }) => id),
        act.signal,
      );
      const copies = ids.flatMap((id) => found?.get(id) ?? []);
      const links = copies.flatMap((row) => fields.flatMap((field) => linksOf(row.cells[field.id])));
      act.do(() =>
        records.create(
          table.id,
          copies.map((row) => ({ cells: cellsOf(row, fields) })),
          Object.fromEntries(links.map(({ id, title }) => [id, title])),
        ),
      );
    } catch (error) {
      if (!act.isGivenUp)
        showToast({ title: 'Nothing was duplicated', description: failureMessage(error), error: true });
    } finally {
      act.end();
    }
  };
  const copyLink = async () => {
    const link = location.origin + basePath(base.id, { tableId: table.id, recordId: record.id });
    if (await copyText(link)) showToast({ title: 'Link copied' });
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
          <MenuItem icon={<Copy size={16} strokeWidth={1.5} />} onSelect={() => void duplicate()}>
            {ids.length === 1 ? 'Duplicate' : `Duplicate ${ids.length.toLocaleString('en')} records`}
          </MenuItem>
          <MenuSeparator />
          <MenuItem
            danger
            icon={<Trash2 size={16} strokeWidth={1.5} />}
            onSelect={() => records.delete(table.id, ids)}
          >
            {ids.length === 1 ? 'Delete record' : `Delete ${ids.length.toLocaleString('en')} records`}
          </MenuItem>
        </>
      ) : null}
    </Menu>
  );
}
