'use client';
import type { Table, View } from '@pyairtable/contracts';
import { arrangingFault } from '@pyairtable/core';
import { Button, classNames } from '@pyairtable/ui';
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

/** By how many long words a bar has room for: each needs a hundred pixels more (`narrow-bar` in globals.css). */
const BARS = ['@container/bar', '@container/bar-1', '@container/bar-2', '@container/bar-3'] as const;

/** How much of what arranges the view is said in words much longer than those of the button. */
const wordsOf = ({ groups = [], sort = [], colors }: Partial<View> = {}): 0 | 1 | 2 | 3 =>
  // A list that was emptied is still there.
  [groups.length, sort.length, colors].filter(Boolean).length as 0 | 1 | 2 | 3;

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
      className={classNames(
        BARS[wordsOf(view)],
        'flex h-10 shrink-0 items-center gap-1 overflow-x-auto border-b border-n6 ps-2 [scrollbar-width:none] max-sm:gap-0.5',
      )}
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
        <span className="ms-2 flex min-w-0 items-center gap-1.5 text-sm text-n11 max-sm:text-xs">
          <Lock size={14} strokeWidth={1.5} className="shrink-0" aria-hidden="true" />
          <span className="line-clamp-2">
            {fault === 'locked'
              ? 'Locked: unlock the view to arrange it'
              : `Personal view of ${owner?.name ?? 'somebody'}: duplicate it to arrange it`}
          </span>
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
            <span className="narrow-bar:sr-only">New record</span>
          </Button>
        ) : null}
        <Button
          look="quiet"
          size="small"
          icon={<Search size={16} strokeWidth={1.5} aria-hidden="true" />}
          onClick={onFind}
        >
          <span className="narrow-bar:sr-only">Find</span>
        </Button>
      </div>
    </div>
  );
}
