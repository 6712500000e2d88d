'use client';
import { VIEW_LIMITS } from '@pyairtable/contracts';
import { ArrowUpDown } from 'lucide-react';
import { useBase } from '@/base/base-context';
import { ArrangePopover, countOf } from './arrange-popover';
import type { ArrangeProps } from './arranging';
import { type OrderKeys, OrderKeysList } from './order-keys';
import { useLatest } from './use-latest';

const NONE: OrderKeys = [];

/** By which fields the view is ordered; every change applies at once. */
export function SortRecords({ table, view, open, onOpenChange }: ArrangeProps) {
  const { actions } = useBase();
  const [sort, change] = useLatest(
    view.sort ?? NONE,
    () => actions.viewNow(table.id, view.id)?.sort ?? NONE,
    (next) => actions.changeView(table.id, view.id, { sort: next }),
  );
  const fields = countOf(sort.length, 'field');
  return (
    <ArrangePopover
      label="Sort"
      icon={ArrowUpDown}
      says={fields && `Sorted by ${fields}`}
      open={open}
      onOpenChange={onOpenChange}
      className="w-[420px] p-3"
    >
      {sort.length === 0 ? (
        <p className="mb-2 text-sm text-n11">Records stand in the order they were made.</p>
      ) : null}
      <OrderKeysList
        table={table}
        keys={sort}
        limit={VIEW_LIMITS.sortKeys}
        words={{ first: 'Sort by', next: 'Then by', add: 'Sort by a field' }}
        onChange={change}
      />
    </ArrangePopover>
  );
}
