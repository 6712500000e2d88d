'use client';
import type { Field, Table } from '@pyairtable/contracts';
import { Popover, type PopoverAnchor, showToast } from '@pyairtable/ui';
import { useRef } from 'react';
import { useBase } from '@/base/base-context';
import type { FieldDraft } from '@/base/schema-actions';
import { conversionOutcome } from './conversion-words';
import { fieldChange } from './field-change';
import { FieldForm } from './field-form';
import { FIELD_KINDS } from './field-kinds';

/** Changes a field, its type among it, beside its header. */
export function EditField({
  table,
  field,
  anchor,
  onClose,
}: {
  table: Table;
  /** As it was when the form was opened. */
  field: Field;
  anchor: PopoverAnchor;
  onClose: () => void;
}) {
  const { actions } = useBase();
  const isBusy = useRef(false);

  async function change(draft: FieldDraft) {
    const now = table.fields.find(({ id }) => id === field.id) ?? field;
    const update = fieldChange(draft, field, now);
    if (Object.keys(update).length > 0) await actions.changeField(table.id, field.id, update);
    const { name, type, options } = draft;
    if (type === field.type) return;
    const report = await actions.convertField(table.id, field.id, { type, ...(options ? { options } : {}) });
    const lost = conversionOutcome(report, type);
    showToast({
      title: `“${name}” is of type ${FIELD_KINDS[type].label} now`,
      ...(lost ? { description: lost } : {}),
    });
  }

  return (
    <Popover
      open
      label={`Edit ${field.name}`}
      anchor={anchor}
      onOpenChange={(open) => {
        // What is under way cannot be called back, and what comes of it is told here.
        if (!open && !isBusy.current) onClose();
      }}
    >
      <FieldForm
        table={table}
        field={field}
        onCancel={onClose}
        onSubmit={async (draft) => {
          isBusy.current = true;
          try {
            await change(draft);
            onClose();
          } finally {
            isBusy.current = false;
          }
        }}
      />
    </Popover>
  );
}
