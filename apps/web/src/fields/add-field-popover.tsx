'use client';
import type { Table, View } from '@pyairtable/contracts';
import { Popover, showToast } from '@pyairtable/ui';
import { useBase } from '@/base/base-context';
import { FieldForm } from './field-form';

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
  onAdded: (fieldId: string) => void;
}) {
  const { actions } = useBase();
  if (!at) return null;
  return (
    <Popover
      open
      label="Add a field"
      align="end"
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      anchor={{ getBoundingClientRect: () => at.rect }}
    >
      <FieldForm
        table={table}
        onCancel={onClose}
        onSubmit={async (draft) => {
          const field = await actions.createField(table.id, draft);
          onClose();
          showToast({ title: `“${field.name}” was added` });
          if (view && (view.visibleFieldIds || at.beside)) {
            const shown = (view.visibleFieldIds ?? table.fields.map(({ id }) => id)).filter(
              (id) => id !== field.id,
            );
            const position = at.beside
              ? shown.indexOf(at.beside.fieldId) + (at.beside.side === 'after' ? 1 : 0)
              : shown.length;
            await actions.arrangeView(table.id, view.id, {
              visibleFieldIds: shown.toSpliced(position, 0, field.id),
            });
          }
          onAdded(field.id);
        }}
      />
    </Popover>
  );
}
