'use client';
import type { Table, View } from '@pyairtable/contracts';
import { showToast } from '@pyairtable/ui';
import { useBase } from '@/base/base-context';
import { FieldFormPopover } from './field-form-popover';

/** A place beside another field's column. */
export interface Beside {
  fieldId: string;
  side: 'before' | 'after';
}

/** Makes a field, beside the "+" that asked for it, and shows it in the view; beside another field when inserted. */
export function AddFieldPopover({
  table,
  view,
  at,
  onClose,
  onAdded,
}: {
  table: Table;
  view: View | undefined;
  at: { rect: DOMRect; beside?: Beside } | null;
  onClose: () => void;
  onAdded: (fieldId: string, beside: Beside | undefined) => void;
}) {
  const { actions } = useBase();
  if (!at) return null;
  return (
    <FieldFormPopover
      label="Add a field"
      align="end"
      anchor={{ getBoundingClientRect: () => at.rect }}
      table={table}
      view={view}
      onClose={onClose}
      onSubmit={async (draft, form) => {
        const field = await actions.createField(table.id, draft, form);
        onClose();
        showToast({ title: `“${field.name}” was added` });
        onAdded(field.id, at.beside);
      }}
    />
  );
}
