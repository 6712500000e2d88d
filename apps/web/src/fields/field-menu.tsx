'use client';
import type { Field, Table, View } from '@pyairtable/contracts';
import { Button, Dialog, Menu, MenuItem, MenuSeparator, showToast } from '@pyairtable/ui';
import {
  ArrowDownAZ,
  ArrowLeftToLine,
  ArrowRightToLine,
  ArrowUpAZ,
  Copy,
  EyeOff,
  Pencil,
  Trash2,
} from 'lucide-react';
import type { Dispatch, SetStateAction } from 'react';
import { useBase } from '@/base/base-context';
import { failureMessage } from '@/http/request';
import { useCloseWhenGone } from '@/shell/use-close-when-gone';
import { useMayArrange } from '@/views/use-may-arrange';
import type { Beside } from './add-field-popover';
import { EditField } from './edit-field';
import { deletionWarning } from './readers-of';

export interface OpenFieldMenu {
  mode: 'menu' | 'edit' | 'delete';
  field: Field;
  /** Of the column's header, in viewport pixels. */
  rect: DOMRect;
}

/** The menu of a column's header, and the forms it leads to. */
export function FieldMenu({
  table,
  view,
  open,
  onOpen,
  onInsert,
  onAdded,
}: {
  table: Table;
  view: View | undefined;
  open: OpenFieldMenu | null;
  onOpen: Dispatch<SetStateAction<OpenFieldMenu | null>>;
  onInsert: (beside: Beside, rect: DOMRect) => void;
  /** A field was made, to stand beside another. */
  onAdded: (fieldId: string, beside: Beside) => void;
}) {
  const { base, actions, records, mayChangeSchema } = useBase();
  const mayArrange = useMayArrange(view);
  // A form stays, with what was entered in it.
  const isGone =
    open !== null && open.mode !== 'edit' && !table.fields.some(({ id }) => id === open.field.id);
  useCloseWhenGone(isGone, () => onOpen(null));
  if (!open || isGone) return null;
  const { field, rect } = open;
  const anchor = { getBoundingClientRect: () => rect };
  const isPrimary = field.id === table.primaryFieldId;
  const close = () => onOpen(null);
  const shut = (next: boolean) => {
    if (!next) close();
  };
  const sortBy = (direction: 'asc' | 'desc') => {
    if (view) void actions.changeView(table.id, view.id, { sort: [{ fieldId: field.id, direction }] });
  };

  const duplicate = () => {
    actions.duplicateField(table.id, field.id).then(
      (copy) => {
        showToast({ title: `“${copy.name}” was added` });
        onAdded(copy.id, { fieldId: field.id, side: 'after' });
      },
      (error: unknown) =>
        showToast({
          title: 'The field was not duplicated',
          description: failureMessage(error),
          error: true,
        }),
    );
  };

  if (open.mode === 'edit') {
    return <EditField table={table} view={view} field={field} anchor={anchor} onClose={close} />;
  }

  if (open.mode === 'delete') {
    return (
      <Dialog
        open
        onOpenChange={shut}
        title={`Delete “${field.name}”?`}
        description={deletionWarning(base.tables, table, field)}
        footer={
          <>
            <Button onClick={close}>Cancel</Button>
            <Button
              look="danger"
              onClick={() => {
                close();
                records
                  .deleting(field.name, () => actions.deleteField(table.id, field.id))
                  .catch((error: unknown) =>
                    showToast({
                      title: 'The field was not deleted',
                      description: failureMessage(error),
                      error: true,
                    }),
                  );
              }}
            >
              Delete field
            </Button>
          </>
        }
      />
    );
  }

  const icon = { size: 16, strokeWidth: 1.5 } as const;
  return (
    <Menu
      open
      label={`Field ${field.name}`}
      onOpenChange={(next) => {
        // A command may have opened a form by now.
        if (!next) onOpen((now) => (now?.mode === 'menu' ? null : now));
      }}
      anchor={anchor}
    >
      {mayChangeSchema ? (
        <>
          <MenuItem icon={<Pencil {...icon} />} onSelect={() => onOpen({ ...open, mode: 'edit' })}>
            Edit field
          </MenuItem>
          <MenuItem
            icon={<ArrowLeftToLine {...icon} />}
            disabled={isPrimary}
            onSelect={() => onInsert({ fieldId: field.id, side: 'before' }, rect)}
          >
            Insert field before
          </MenuItem>
          <MenuItem
            icon={<ArrowRightToLine {...icon} />}
            onSelect={() => onInsert({ fieldId: field.id, side: 'after' }, rect)}
          >
            Insert field after
          </MenuItem>
          <MenuItem icon={<Copy {...icon} />} onSelect={duplicate}>
            Duplicate field
          </MenuItem>
          <MenuSeparator />
        </>
      ) : null}
      <MenuItem icon={<ArrowDownAZ {...icon} />} disabled={!mayArrange} onSelect={() => sortBy('asc')}>
        Sort ascending
      </MenuItem>
      <MenuItem icon={<ArrowUpAZ {...icon} />} disabled={!mayArrange} onSelect={() => sortBy('desc')}>
        Sort descending
      </MenuItem>
      <MenuItem
        icon={<EyeOff {...icon} />}
        disabled={!mayArrange || isPrimary}
        onSelect={() => {
          if (!view) return;
          const shown = view.visibleFieldIds ?? table.fields.map(({ id }) => id);
          void actions.changeView(table.id, view.id, {
            visibleFieldIds: shown.filter((id) => id !== field.id),
          });
        }}
      >
        Hide field
      </MenuItem>
      {mayChangeSchema ? (
        <>
          <MenuSeparator />
          <MenuItem
            danger
            disabled={isPrimary}
            icon={<Trash2 {...icon} />}
            onSelect={() => onOpen({ ...open, mode: 'delete' })}
          >
            Delete field
          </MenuItem>
        </>
      ) : null}
    </Menu>
  );
}
