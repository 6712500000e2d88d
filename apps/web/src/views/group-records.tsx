'use client';
import { type Field, VIEW_LIMITS } from '@pyairtable/contracts';
import { Button } from '@pyairtable/ui';
import { ChevronsDownUp, ChevronsUpDown, Rows3 } from 'lucide-react';
import { useBase } from '@/base/base-context';
import type { GroupHeads } from '@/base/use-group-heads';
import { ArrangePopover, countOf } from './arrange-popover';
import type { ArrangeProps } from './arranging';
import { type OrderKeys, OrderKeysList } from './order-keys';
import { useLatest } from './use-latest';

const NONE: OrderKeys = [];

/** Types of few values, by which people group. */
const SHARED: ReadonlySet<Field['type']> = new Set([
  'singleSelect',
  'multipleSelects',
  'singleCollaborator',
  'multipleCollaborators',
  'checkbox',
  'rating',
  'multipleRecordLinks',
]);

/** By which fields the records of the view stand together, from the outermost; every change applies at once. */
export function GroupRecords({
  table,
  view,
  heads,
  open,
  onOpenChange,
}: ArrangeProps & { heads: Pick<GroupHeads, 'groups' | 'foldAll'> }) {
  const { actions } = useBase();
  const [groups, change] = useLatest(
    view.groups ?? NONE,
    () => actions.viewNow(table.id, view.id)?.groups ?? NONE,
    (next) => actions.changeView(table.id, view.id, { groups: next }),
  );
  const fields = countOf(groups.length, 'field');
  return (
    <ArrangePopover
      label="Group"
      icon={Rows3}
      says={fields && `Grouped by ${fields}`}
      open={open}
      onOpenChange={onOpenChange}
      className="w-[420px] p-3"
    >
      {groups.length === 0 ? (
        <p className="mb-2 text-sm text-n11">Records that are the same in a field stand together.</p>
      ) : null}
      <OrderKeysList
        table={table}
        keys={groups}
        limit={VIEW_LIMITS.groups}
        words={{ first: 'Group by', next: 'Then by', add: 'Group by a field' }}
        likely={({ type }) => SHARED.has(type)}
        onChange={change}
      />
      {heads.groups.length > 0 ? (
        <div className="mt-3 flex gap-2 border-t border-n5 pt-3">
          <Button
            size="small"
            icon={<ChevronsDownUp size={14} strokeWidth={1.5} aria-hidden="true" />}
            onClick={() => heads.foldAll(true)}
          >
            Collapse all
          </Button>
          <Button
            size="small"
            icon={<ChevronsUpDown size={14} strokeWidth={1.5} aria-hidden="true" />}
            onClick={() => heads.foldAll(false)}
          >
            Expand all
          </Button>
        </div>
      ) : null}
    </ArrangePopover>
  );
}
