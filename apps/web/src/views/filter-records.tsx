'use client';
import type { FilterGroup } from '@pyairtable/contracts';
import { conditionsOf, shownModel } from '@pyairtable/core';
import { Button } from '@pyairtable/ui';
import { ListFilter } from 'lucide-react';
import { useMemo } from 'react';
import { useBase } from '@/base/base-context';
import { ArrangePopover, countOf } from './arrange-popover';
import type { ArrangeProps } from './arranging';
import { ConditionsForm } from './conditions-form';
import { useLatest } from './use-latest';
import { FilteredView } from './use-kept-filter-text';

const NONE: FilterGroup = { conjunction: 'and', conditions: [] };

/** Which records the view shows: conditions and groups of them; every change applies at once. */
export function FilterRecords({ table, view, open, onOpenChange }: ArrangeProps) {
  const { base, actions } = useBase();
  const [filter, change] = useLatest(
    view.filter ?? NONE,
    () => actions.viewNow(table.id, view.id)?.filter ?? NONE,
    (next) => actions.changeView(table.id, view.id, { filter: next }),
  );
  const filtered = useMemo(() => ({ table, view }), [table, view]);
  const count = conditionsOf(filter).length + (view.filterFormula ? 1 : 0);
  const model = useMemo(() => shownModel(base.tables).table(table.id), [base.tables, table.id]);

  return (
    <ArrangePopover
      label="Filter"
      icon={ListFilter}
      says={countOf(count, 'condition')}
      open={open}
      onOpenChange={onOpenChange}
      className="w-[640px] p-3"
    >
      {count === 0 ? <p className="mb-2 text-sm text-n11">All records are shown.</p> : null}
      <FilteredView value={filtered}>
        <ConditionsForm group={filter} table={model} onChange={change} />
      </FilteredView>
      {view.filterFormula ? (
        <p className="mt-2 flex items-center gap-2 text-sm text-n11">
          <span className="min-w-0 flex-1">A formula made over the API filters this view as well.</span>
          <Button
            size="small"
            onClick={() => void actions.changeView(table.id, view.id, { filterFormula: '' })}
          >
            Remove it
          </Button>
        </p>
      ) : null}
    </ArrangePopover>
  );
}
