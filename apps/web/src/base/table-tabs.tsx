'use client';
import type { Table } from '@pyairtable/contracts';
import {
  Button,
  classNames,
  Dialog,
  IconButton,
  Menu,
  MenuChoices,
  MenuItem,
  MenuSeparator,
  showToast,
} from '@pyairtable/ui';
import { ArrowLeft, ArrowRight, ChevronDown, Pencil, Trash2 } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { tableDeletionWarning } from '@/fields/readers-of';
import { failureMessage } from '@/http/request';
import { NameDialog } from '@/shell/name-dialog';
import { useInSight } from '@/shell/use-in-sight';
import { AddTableButton } from './add-table-button';
import { useBase } from './base-context';

/** The base's tables as tabs, with a menu on the open one and a way to add more. */
export function TableTabs({
  current,
  onTable,
}: {
  current: Table | undefined;
  onTable: (tableId: string) => void;
}) {
  const { base, actions, mayChangeSchema } = useBase();
  const [dragged, setDragged] = useState<string | null>(null);
  const [drop, setDrop] = useState<{ tableId: string; after: boolean } | null>(null);
  const openAt = base.tables.findIndex(({ id }) => id === current?.id);
  const openTab = useInSight<HTMLLIElement>(current ? `${current.id} ${String(openAt)}` : null);
  return (
    <nav aria-label="Tables" className="flex h-full min-w-0 items-stretch">
      <ul className="flex min-w-0 items-stretch gap-0.5 overflow-x-auto [scrollbar-width:none]">
        {base.tables.map((table, at) => {
          const active = table.id === current?.id;
          return (
            <li
              key={table.id}
              ref={active ? openTab : null}
              draggable={mayChangeSchema}
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = 'move';
                setDragged(table.id);
              }}
              onDragOver={(event) => {
                if (dragged === null) return;
                event.preventDefault();
                const after = isAfter(event);
                if (drop?.tableId !== table.id || drop.after !== after) setDrop({ tableId: table.id, after });
              }}
              onDragEnd={() => {
                setDragged(null);
                setDrop(null);
              }}
              onDrop={(event) => {
                if (dragged === null) return;
                event.preventDefault();
                // By where it is let go: a quick hand does so before the last place it passed was drawn.
                const before = isAfter(event) ? base.tables[at + 1]?.id : table.id;
                if (before !== dragged) void actions.placeTable(dragged, before ?? null);
              }}
              className={classNames(
                'relative flex shrink-0 items-center',
                drop?.tableId === table.id && dragged !== table.id
                  ? `before:absolute before:inset-y-1.5 before:w-0.5 before:rounded-full before:bg-accent ${drop.after ? 'before:-right-0.5' : 'before:-left-0.5'}`
                  : '',
                active
                  ? 'after:absolute after:inset-x-1.5 after:bottom-0 after:h-0.5 after:rounded-full after:bg-accent'
                  : '',
              )}
            >
              <button
                type="button"
                aria-current={active ? 'page' : undefined}
                title={table.name}
                onClick={() => onTable(table.id)}
                className={classNames(
                  'flex h-7 max-w-[180px] items-center rounded-md px-2.5 text-sm font-medium',
                  active ? 'text-n12' : 'text-n11 hover:bg-n4 hover:text-n12',
                  active && mayChangeSchema ? 'pe-1' : '',
                )}
              >
                <span className="truncate">{table.name}</span>
              </button>
              {active && mayChangeSchema ? <TableMenu table={table} onTable={onTable} /> : null}
            </li>
          );
        })}
      </ul>
      <span className="flex shrink-0 items-center">
        {base.tables.length > 1 ? <TableList current={current} onTable={onTable} /> : null}
        {mayChangeSchema ? <AddTableButton onTable={onTable} /> : null}
      </span>
    </nav>
  );
}

/** Whether it points behind the middle of the tab. */
function isAfter({ currentTarget, clientX }: DragEvent): boolean {
  const { left, width } = currentTarget.getBoundingClientRect();
  return clientX > left + width / 2;
}

/** Every table of the base in one list, for those whose tab is out of sight; typing jumps to a name. */
function TableList({ current, onTable }: { current: Table | undefined; onTable: (tableId: string) => void }) {
  const { base } = useBase();
  return (
    <Menu
      label="All tables"
      trigger={
        <IconButton label="All tables" size="small" className="ms-1">
          <ChevronDown size={16} strokeWidth={1.5} aria-hidden="true" />
        </IconButton>
      }
    >
      <MenuChoices
        value={current?.id ?? ''}
        onChange={onTable}
        choices={base.tables.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </Menu>
  );
}

function TableMenu({ table, onTable }: { table: Table; onTable: (tableId: string) => void }) {
  const { base, actions, records } = useBase();
  const [dialog, setDialog] = useState<'rename' | 'delete' | null>(null);
  const [deleting, setDeleting] = useState(false);
  const at = base.tables.findIndex(({ id }) => id === table.id);

  async function remove() {
    setDeleting(true);
    try {
      // Away first: what one deletes oneself need not be announced as somebody else's doing.
      const next = base.tables.find(({ id }) => id !== table.id);
      setDialog(null);
      if (next) onTable(next.id);
      await records.deleting(table.name, () => actions.deleteTable(table.id));
    } catch (error) {
      onTable(table.id);
      showToast({ title: 'The table was not deleted', description: failureMessage(error), error: true });
    } finally {
      setDeleting(false);
    }
  }

  return (
    <>
      <Menu
        label={`Table ${table.name}`}
        trigger={
          <button
            type="button"
            aria-label={`Options of ${table.name}`}
            className="flex size-6 items-center justify-center rounded-sm text-n11 hover:bg-n5 data-popup-open:bg-n5"
          >
            <ChevronDown size={14} strokeWidth={1.5} aria-hidden="true" />
          </button>
        }
      >
        <MenuItem icon={<Pencil size={16} strokeWidth={1.5} />} onSelect={() => setDialog('rename')}>
          Rename table
        </MenuItem>
        {base.tables.length > 1 ? (
          <>
            <MenuItem
              disabled={at === 0}
              icon={<ArrowLeft size={16} strokeWidth={1.5} />}
              onSelect={() => void actions.placeTable(table.id, base.tables[at - 1]?.id ?? null)}
            >
              Move table left
            </MenuItem>
            <MenuItem
              disabled={at === base.tables.length - 1}
              icon={<ArrowRight size={16} strokeWidth={1.5} />}
              onSelect={() => void actions.placeTable(table.id, base.tables[at + 2]?.id ?? null)}
            >
              Move table right
            </MenuItem>
          </>
        ) : null}
        <MenuSeparator />
        <MenuItem
          danger
          disabled={base.tables.length === 1}
          icon={<Trash2 size={16} strokeWidth={1.5} />}
          onSelect={() => setDialog('delete')}
        >
          Delete table
        </MenuItem>
      </Menu>
      <NameDialog
        open={dialog === 'rename'}
        onClose={() => setDialog(null)}
        title="Rename table"
        action="Rename"
        initial={table.name}
        onName={(name) => actions.renameTable(table.id, name)}
      />
      <Dialog
        open={dialog === 'delete'}
        onOpenChange={() => setDialog(null)}
        title={`Delete “${table.name}”?`}
        description={tableDeletionWarning(base.tables, table)}
        footer={
          <>
            <Button onClick={() => setDialog(null)}>Cancel</Button>
            <Button look="danger" pending={deleting} onClick={() => void remove()}>
              Delete table
            </Button>
          </>
        }
      />
    </>
  );
}
