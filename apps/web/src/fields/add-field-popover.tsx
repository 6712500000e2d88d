'use client';
import type { Table, View } from '@pyairtable/contracts';
import { Popover, showToast } from '@pyairtable/ui';
import { useBase } from '@/base/base-context';
import { FieldForm } from './field-form';

/** Makes a field, beside the "+" that asked for it, and shows it in the view; after another field when inserted. */
export function AddFieldPopover({
  table,
  view,
  at,
  onClose,
}: {
  table: Table;
  view: View | undefined;
  at: { rect: DOMRect; after?: string } | null;
  onClose: () => void;
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
        onCancel={onClose}
        onSubmit={async (draft) => {
          const field = await actions.createField(table.id, draft);
          onClose();
          showToast({ title: `“${field.name}” was added` });
          if (view && (view.visibleFieldIds || at.after !== undefined)) {
            const shown = (view.visibleFieldIds ?? table.fields.map(({ id }) => id)).filter((id) => id !== field.id);
            const position = at.after === undefined ? shown.length : shown.indexOf(at.after) + 1;
            await actions.changeView(table.id, view.id, { visibleFieldIds: shown.toSpliced(position, 0, field.id) });
          }
        }}
      />
    </Popover>
  );
}
