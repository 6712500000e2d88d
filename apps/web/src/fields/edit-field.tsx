'use client';
import type { Field, Table, View } from '@pyairtable/contracts';
import { type PopoverAnchor, showToast } from '@pyairtable/ui';
import { useBase } from '@/base/base-context';
import type { KeyedRequest } from '@/http/keyed-request';
import type { FieldDraft } from './field-draft';
import { becomesAnother } from './becomes-another';
import { conversionOutcome } from './conversion-words';
import { fieldChange } from './field-change';
import { FieldFormPopover } from './field-form-popover';
import { FIELD_KINDS } from './field-kinds';
import { isTakenBack } from './is-taken-back';

/** Changes a field, its type among it, beside its header. */
export function EditField({
  table,
  view,
  field,
  anchor,
  onClose,
}: {
  table: Table;
  view?: View | undefined;
  /** As it was when the form was opened. */
  field: Field;
  anchor: PopoverAnchor;
  onClose: () => void;
}) {
  const { actions, records } = useBase();

  async function change(draft: FieldDraft, form: KeyedRequest) {
    const now = table.fields.find(({ id }) => id === field.id) ?? field;
    const update = fieldChange(draft, field, now);
    if (Object.keys(update).length > 0) await actions.changeField(table.id, field.id, update);
    const { name, type, options } = draft;
    if (!becomesAnother(field, type, options)) return;
    const conversion = { type, ...(options ? { options } : {}) };
    const report = await actions.convertField(table.id, field.id, conversion, form);
    const lost = conversionOutcome(report, type);
    const told = {
      title:
        type === field.type
          ? `“${name}” links to another table now`
          : `“${name}” is of type ${FIELD_KINDS[type].label} now`,
      ...(lost ? { description: lost } : {}),
    };
    if (isTakenBack(field.type, type)) records.tell(told);
    else showToast(told);
  }

  return (
    <FieldFormPopover
      label={`Edit ${field.name}`}
      anchor={anchor}
      table={table}
      view={view}
      field={field}
      onClose={onClose}
      onSubmit={async (draft, form) => {
        await change(draft, form);
        onClose();
      }}
    />
  );
}
