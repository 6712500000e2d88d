'use client';
import type { Field, RowCell, Table } from '@pyairtable/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useBase } from '@/base/base-context';
import type { FieldPreviewWanted } from './field-draft';
import { cellText, type Reader } from '@/cells/cell-context';
import { cellFault } from '@/cells/cell-faults';
import { failureMessage } from '@/http/request';
import { useSettled } from './use-settled';

/** What a computed field would show for the first rows of the view, before it is made. */
export function ValuePreview({ table, wanted }: { table: Table; wanted: FieldPreviewWanted }) {
  const { base, actions, reader } = useBase();
  const asked = JSON.stringify(wanted);
  const settled = useSettled(asked);
  const { data, error } = useQuery({
    queryKey: ['value-preview', base.id, table.id, settled],
    queryFn: ({ signal }) =>
      actions.previewField(table.id, JSON.parse(settled ?? '') as FieldPreviewWanted, signal),
    enabled: settled !== null,
    // The values before stay until those of what is typed are here.
    placeholderData: keepPreviousData,
    // Cells change: what was told of them before is not told again.
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  if (error)
    return (
      <p role="alert" className="text-xs text-red-text">
        {failureMessage(error)}
      </p>
    );
  if (!data || data.rows.length === 0) return null;
  const { field, rows } = data;
  const primary = table.fields.find(({ id }) => id === table.primaryFieldId);
  return (
    <section aria-label="Preview" className="rounded-md bg-n2 px-3 py-2 text-xs">
      <h3 className="mb-1 font-medium text-n11">Preview</h3>
      <dl className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-x-3 gap-y-1">
        {rows.map(({ id, cells }) => (
          <div key={id} className="contents">
            <dt className="truncate text-n11">
              {(primary && cellText(reader, primary, cells[primary.id])) || 'Unnamed record'}
            </dt>
            <dd className="truncate text-n12">
              <Value cell={cells[field.id]} field={field} reader={reader} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Value({ cell, field, reader }: { cell: RowCell | undefined; field: Field; reader: Reader }) {
  const fault = cellFault(cell, field);
  if (fault)
    return (
      <span className="text-red-text" title={fault.reason}>
        {fault.text}
      </span>
    );
  return cellText(reader, field, cell) || <span className="text-n11">empty</span>;
}
