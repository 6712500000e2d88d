'use client';
import type { Table, View } from '@pyairtable/contracts';
import { arrangingFault } from '@pyairtable/core';
import { Button } from '@pyairtable/ui';
import { Lock, Plus, Search } from 'lucide-react';
import { Fragment } from 'react';
import { useBase } from '@/base/base-context';
import type { GroupHeads } from '@/base/use-group-heads';
import type { ArrangedView, Arranging } from './arranging';
import { ColorRecords } from './color-records';
import { FilterRecords } from './filter-records';
import { GroupRecords } from './group-records';
import { HideFields } from './hide-fields';
import { RowHeightMenu } from './row-height';
import { SortRecords } from './sort-records';
import { ViewMenu } from './view-menu';

/** The bar above the grid: which view, what it hides, filters, groups, sorts and colours by, and how tall its rows are. */
export function ViewBar({
  table,
  view,
  onView,
  arranging,
  onArranging,
  heads,
  onAddRecord,
  onFind,
}: {
  table: Table;
  view: View | undefined;
  onView: (viewId: string) => void;
  arranging: ArrangedView | null;
  onArranging: (what: Arranging | null) => void;
  heads: Pick<GroupHeads, 'groups' | 'foldAll'>;
  onAddRecord: () => void;
  onFind: () => void;
}) {
  const { base, user, mayEdit } = useBase();
  const fault = view && arrangingFault(view, user.id);
  const owner = base.collaborators.find(({ id }) => id === view?.personalForUserId);
  const opened = (what: Arranging) => ({
    open: arranging?.what === what && arranging.viewId === view?.id,
    onOpenChange: (open: boolean) => onArranging(open ? what : null),
  });
  return (
    <div
      data-region=""
      role="toolbar"
      aria-label="View"
      className="@container/bar flex h-10 shrink-0 items-center gap-1 overflow-x-auto border-b border-n6 ps-2 [scrollbar-width:none] max-sm:gap-0.5"
    >
      {view ? <ViewMenu table={table} view={view} onView={onView} /> : null}
      {view && mayEdit && !fault ? (
        // What is typed or chosen for one view is not meant for the one that takes its place.
        <Fragment key={view.id}>
          <span className="mx-1 h-4 w-px bg-n6 max-sm:mx-0.5" aria-hidden="true" />
          <HideFields table={table} view={view} {...opened('fields')} />
          <FilterRecords table={table} view={view} {...opened('filter')} />
          <GroupRecords table={table} view={view} heads={heads} {...opened('group')} />
          <SortRecords table={table} view={view} {...opened('sort')} />
          <ColorRecords table={table} view={view} {...opened('colors')} />
          <RowHeightMenu table={table} view={view} />
        </Fragment>
      ) : null}
      {mayEdit && fault ? (
        <span className="ms-2 flex shrink-0 items-center gap-1.5 text-sm text-n11">
          <Lock size={14} strokeWidth={1.5} aria-hidden="true" />
          {fault === 'locked'
            ? 'Locked: unlock the view to arrange it'
            : `Personal view of ${owner?.name ?? 'somebody'}: duplicate it to arrange it`}
        </span>
      ) : null}
      <div className="sticky end-0 ms-auto flex h-full shrink-0 items-center gap-1 bg-n1 ps-1 pe-2 max-sm:gap-0 max-sm:pe-1">
        {mayEdit ? (
          <Button
            look="quiet"
            size="small"
            icon={<Plus size={16} strokeWidth={1.5} aria-hidden="true" />}
            onClick={onAddRecord}
          >
            <span className="@max-4xl/bar:sr-only">New record</span>
          </Button>
        ) : null}
        <Button
          look="quiet"
          size="small"
          icon={<Search size={16} strokeWidth={1.5} aria-hidden="true" />}
          onClick={onFind}
        >
          <span className="@max-4xl/bar:sr-only">Find</span>
        </Button>
      </div>
    </div>
  );
}
