'use client';
import type { View } from '@pyairtable/contracts';
import { Button, FieldIcon, IconButton, Popover, Select } from '@pyairtable/ui';
import { ArrowUpDown, Plus, X } from 'lucide-react';
import { useBase } from '@/base/base-context';
import type { ArrangeProps } from './arranging';
import { useLatest } from './use-latest';

type Sort = NonNullable<View['sort']>;

const NONE: Sort = [];

/** By which fields the view is ordered; every change applies at once. */
export function SortRecords({ table, view, open, onOpenChange }: ArrangeProps) {
  const { actions } = useBase();
  const [sort, put] = useLatest<Sort>(view.sort ?? NONE, (next) =>
    actions.changeView(table.id, view.id, { sort: next }),
  );
  const unused = table.fields.find(({ id }) => !sort.some((one) => one.fieldId === id));

  return (
    <Popover
      label="Sort"
      open={open}
      onOpenChange={onOpenChange}
      trigger={
        <Button
          look="quiet"
          size="small"
          icon={<ArrowUpDown size={16} strokeWidth={1.5} aria-hidden="true" />}
          className={sort.length > 0 ? '!bg-accent-soft !text-accent-text' : ''}
        >
          {sort.length > 0
            ? `Sorted by ${String(sort.length)} ${sort.length === 1 ? 'field' : 'fields'}`
            : 'Sort'}
        </Button>
      }
      className="w-[420px] p-3"
    >
      {sort.length === 0 ? (
        <p className="mb-2 text-sm text-n11">Records stand in the order they were made.</p>
      ) : null}
      <ul className="flex flex-col gap-2">
        {sort.map(({ fieldId, direction }, at) => (
          <li key={fieldId} className="flex items-center gap-2">
            <Select
              label={at === 0 ? 'Sort by' : 'Then by'}
              hideLabel
              className="flex-1"
              value={fieldId}
              options={table.fields
                .filter(({ id }) => id === fieldId || !sort.some((one) => one.fieldId === id))
                .map((field) => ({
                  value: field.id,
                  label: field.name,
                  icon: <FieldIcon type={field.type} className="shrink-0 text-n11" />,
                }))}
              onChange={(next) => put(sort.with(at, { fieldId: next, direction }))}
            />
            <Select
              label="Direction"
              hideLabel
              className="w-[128px]"
              value={direction}
              options={[
                { value: 'asc', label: 'Ascending' },
                { value: 'desc', label: 'Descending' },
              ]}
              onChange={(next) => put(sort.with(at, { fieldId, direction: next }))}
            />
            <IconButton label="Remove" size="small" onClick={() => put(sort.toSpliced(at, 1))}>
              <X size={14} strokeWidth={1.5} aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
      {unused ? (
        <Button
          look="quiet"
          size="small"
          className="mt-2 -ms-1"
          icon={<Plus size={14} strokeWidth={2} aria-hidden="true" />}
          onClick={() => put([...sort, { fieldId: unused.id, direction: 'asc' }])}
        >
          {sort.length === 0 ? 'Sort by a field' : 'Add another field'}
        </Button>
      ) : null}
    </Popover>
  );
}
