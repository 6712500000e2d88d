'use client';
import type { Table, View, ViewChange } from '@pyairtable/contracts';
import { changedView, shownModel } from '@pyairtable/core';
import { useBase } from '@/base/base-context';
import { viewStep } from './view-step';

/** What of a view shows at once: as it is shown it is, whatever of it is still on its way to the server. */
type Shown = Omit<ViewChange, 'filter' | 'filterFormula' | 'groups' | 'sort'>;

/** Changes what of a view shows at once; what it has already is no change, and no act. */
export function useChangeView(table: Pick<Table, 'id'>, { id }: Pick<View, 'id'>): (change: Shown) => void {
  const { base, actions } = useBase();
  return (change) => {
    const now = actions.viewNow(table.id, id);
    const model = shownModel(base.tables).tableById(table.id);
    const after = now && changedView(now, change);
    const isNothing = after && model && Object.keys(viewStep(now, now, after, model)).length === 0;
    if (!isNothing) void actions.changeView(table.id, id, change);
  };
}
