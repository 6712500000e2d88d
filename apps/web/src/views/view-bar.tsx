'use client';
import type { Table, View } from '@pyairtable/contracts';
import { Button, Menu, MenuChoices, MenuSeparator, MenuItem, showToast } from '@pyairtable/ui';
import { ArrowDown, ArrowUp, ChevronDown, Copy, Pencil, Plus, TableProperties, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useBase } from '@/base/base-context';
import type { GroupHeads } from '@/base/use-group-heads';
import { failureMessage } from '@/http/request';
import { NameDialog } from '@/shell/name-dialog';
import type { Arranging } from './arranging';
import { FilterRecords } from './filter-records';
import { GroupRecords } from './group-records';
import { HideFields } from './hide-fields';
import { RowHeightMenu } from './row-height';
import { SortRecords } from './sort-records';

/** The bar above the grid: which view, what it hides, filters, groups and sorts by, and how tall its rows are. */
export function ViewBar({
  table,
  view,
  onView,
  arranging,
  onArranging,
  heads,
}: {
  table: Table;
  view: View | undefined;
  onView: (viewId: string) => void;
  arranging: Arranging | null;
  onArranging: (what: Arranging | null) => void;
  heads: Pick<GroupHeads, 'groups' | 'foldAll'>;
}) {
  const { actions, records, mayEdit } = useBase();
  const [naming, setNaming] = useState<'new' | 'rename' | null>(null);
  const duplicate = async ({ id }: View) => {
    try {
      onView((await actions.createView(table.id, { copyOf: id }, onView)).id);
    } catch (error) {
      showToast({ title: 'The view was not duplicated', description: failureMessage(error), error: true });
    }
  };
  const remove = async ({ id, name }: View) => {
    const next = table.views.find((other) => other.id !== id);
    try {
      await actions.deleteView(table.id, id, onView);
      if (next) onView(next.id);
      records.deleted(name);
    } catch (error) {
      showToast({ title: 'The view was not deleted', description: failureMessage(error), error: true });
    }
  };
  const at = table.views.findIndex(({ id }) => id === view?.id);
  const opened = (what: Arranging) => ({
    open: arranging === what,
    onOpenChange: (open: boolean) => onArranging(open ? what : null),
  });
  return (
    <div
      data-region=""
      role="toolbar"
      aria-label="View"
      className="flex h-10 shrink-0 items-center gap-1 overflow-x-auto border-b border-n6 px-2 [scrollbar-width:none]"
    >
      {view ? (
        <Menu
          label="Views"
          trigger={
            <Button
              look="quiet"
              size="small"
              icon={<TableProperties size={16} strokeWidth={1.5} aria-hidden="true" />}
              className="!text-n12"
            >
              <span className="max-w-[160px] truncate">{view.name}</span>
              <ChevronDown size={14} strokeWidth={1.5} aria-hidden="true" />
            </Button>
          }
        >
          <MenuChoices
            value={view.id}
            onChange={onView}
            choices={table.views.map(({ id, name }) => ({
              value: id,
              label: name,
              icon: <TableProperties size={16} strokeWidth={1.5} />,
            }))}
          />
          {mayEdit ? (
            <>
              <MenuSeparator />
              <MenuItem icon={<Plus size={16} strokeWidth={1.5} />} onSelect={() => setNaming('new')}>
                New grid view
              </MenuItem>
              <MenuItem icon={<Pencil size={16} strokeWidth={1.5} />} onSelect={() => setNaming('rename')}>
                Rename view
              </MenuItem>
              <MenuItem icon={<Copy size={16} strokeWidth={1.5} />} onSelect={() => void duplicate(view)}>
                Duplicate view
              </MenuItem>
              {table.views.length > 1 ? (
                <>
                  <MenuItem
                    icon={<ArrowUp size={16} strokeWidth={1.5} />}
                    disabled={at === 0}
                    onSelect={() =>
                      void actions.placeView(table.id, view.id, table.views[at - 1]?.id ?? null)
                    }
                  >
                    Move view up
                  </MenuItem>
                  <MenuItem
                    icon={<ArrowDown size={16} strokeWidth={1.5} />}
                    disabled={at === table.views.length - 1}
                    onSelect={() =>
                      void actions.placeView(table.id, view.id, table.views[at + 2]?.id ?? null)
                    }
                  >
                    Move view down
                  </MenuItem>
                </>
              ) : null}
              <MenuItem
                icon={<Trash2 size={16} strokeWidth={1.5} />}
                danger
                disabled={table.views.length === 1}
                onSelect={() => void remove(view)}
              >
                Delete view
              </MenuItem>
            </>
          ) : null}
        </Menu>
      ) : null}
      {view && mayEdit ? (
        <>
          <span className="mx-1 h-4 w-px bg-n6" aria-hidden="true" />
          <HideFields table={table} view={view} {...opened('fields')} />
          <FilterRecords table={table} view={view} {...opened('filter')} />
          <GroupRecords table={table} view={view} heads={heads} {...opened('group')} />
          <SortRecords table={table} view={view} {...opened('sort')} />
          <RowHeightMenu table={table} view={view} />
        </>
      ) : null}
      {view ? (
        <NameDialog
          open={naming === 'rename'}
          onClose={() => setNaming(null)}
          title="Rename view"
          action="Rename"
          initial={view.name}
          onName={(name) => actions.changeView(table.id, view.id, { name })}
        />
      ) : null}
      <NameDialog
        open={naming === 'new'}
        onClose={() => setNaming(null)}
        title="New grid view"
        action="Create"
        initial={`Grid view ${String(table.views.length + 1)}`}
        onName={async (name) => onView((await actions.createView(table.id, { name }, onView)).id)}
      />
    </div>
  );
}
