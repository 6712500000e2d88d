'use client';
import type { Field, Table, View } from '@pyairtable/contracts';
import { Popover, type PopoverAnchor } from '@pyairtable/ui';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useBase } from '@/base/base-context';
import { KeyedRequest } from '@/http/keyed-request';
import type { FieldDraft } from './field-draft';
import { DiscardDialog } from '@/shell/discard-dialog';
import { useKeepForm } from '@/typed-text/keep-typed';
import { noteLostText } from '@/typed-text/lost-text';
import { FieldForm } from './field-form';

/** The form of a field beside its column. Escape and a press elsewhere ask before they drop what was made in it. */
export function FieldFormPopover({
  label,
  anchor,
  align = 'start',
  table,
  view,
  field,
  onSubmit,
  onClose,
}: {
  label: string;
  anchor: PopoverAnchor;
  align?: 'start' | 'end';
  table: Table;
  view: View | undefined;
  field?: Field;
  /** `form` asks for what is made, under its keys while the form is open. */
  onSubmit: (draft: FieldDraft, form: KeyedRequest) => Promise<void>;
  onClose: () => void;
}) {
  const { base } = useBase();
  const [form] = useState(() => new KeyedRequest());
  const isBusy = useRef(false);
  const isDirty = useRef(false);
  const [isAsking, setAsking] = useState(false);
  const entered = useRef('');
  const close = () => {
    entered.current = '';
    onClose();
  };
  useKeepForm(() => !isDirty.current && entered.current === '');
  // Another person deleted the table: the form goes with it, and nobody closed it.
  const lose = useEffectEvent(() => {
    if (entered.current === '' || isBusy.current) return;
    const about = field ?? { id: table.primaryFieldId, name: table.name };
    noteLostText({
      baseId: base.id,
      tableId: table.id,
      field: about,
      text: entered.current,
      refusal: field ? `“${field.name}” was not changed.` : 'The field was not added.',
    });
  });
  useEffect(() => () => lose(), []);
  return (
    <Popover
      open
      label={label}
      anchor={anchor}
      align={align}
      onOpenChange={(open) => {
        // What is under way cannot be called back, and what comes of it is told here.
        if (open || isBusy.current) return;
        if (isDirty.current) setAsking(true);
        else close();
      }}
    >
      <FieldForm
        table={table}
        view={view}
        {...(field ? { field } : {})}
        onCancel={close}
        onDirty={(now) => (isDirty.current = now)}
        onEntered={(text) => (entered.current = text)}
        onSubmit={async (draft) => {
          isBusy.current = true;
          try {
            await onSubmit(draft, form);
            entered.current = '';
          } finally {
            isBusy.current = false;
          }
        }}
      />
      <DiscardDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={field ? `Leave “${field.name}” as it was?` : 'Leave without adding the field?'}
        onDiscard={close}
      />
    </Popover>
  );
}
