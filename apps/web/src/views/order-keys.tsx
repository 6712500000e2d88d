'use client';
import type { Field, Table, View } from '@pyairtable/contracts';
import { Button, FieldIcon, IconButton, Select } from '@pyairtable/ui';
import { Plus, X } from 'lucide-react';
import { useFocusAdded } from '@/shell/use-focus-added';
import { useKeyedList } from './keyed-list';
import type { Change } from './use-latest';

export type OrderKeys = NonNullable<View['sort']>;

/** Fields with their directions, in the order of what they decide. */
export function OrderKeysList({
  table,
  keys,
  limit,
  words,
  likely = () => false,
  onChange,
}: {
  table: Table;
  keys: OrderKeys;
  /** How many there can be. */
  limit: number;
  words: { first: string; next: string; add: string };
  /** Fields that are offered before others. */
  likely?: (field: Field) => boolean;
  onChange: Change<OrderKeys>;
}) {
  /** Puts other keys, or none, in the place of the one of a field, which is there once. */
  const put = (fieldId: string, ...by: OrderKeys) =>
    onChange((now) => {
      const at = now.findIndex((one) => one.fieldId === fieldId);
      return at < 0 ? undefined : now.toSpliced(at, 1, ...by);
    });
  const { part, added } = useFocusAdded();
  // A line stays, and has the keyboard, while another field is chosen in it.
  const list = useKeyedList(keys);
  const free = table.fields.filter(({ id }) => !keys.some((one) => one.fieldId === id));
  const unused = free.find(likely) ?? free[0];
  return (
    <>
      <ul className="flex flex-col gap-2">
        {keys.map(({ fieldId, direction }, at) => (
          <li key={list.keys[at]} ref={part} className="flex items-center gap-2">
            <Select
              label={at === 0 ? words.first : words.next}
              hideLabel
              className="flex-1"
              value={fieldId}
              options={table.fields
                .filter(({ id }) => id === fieldId || !keys.some((one) => one.fieldId === id))
                .map((field) => ({
                  value: field.id,
                  label: field.name,
                  icon: <FieldIcon type={field.type} className="shrink-0 text-n11" />,
                }))}
              onChange={(next) => put(fieldId, { fieldId: next, direction })}
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
              onChange={(next) => put(fieldId, { fieldId, direction: next })}
            />
            <IconButton label="Remove" size="small" onClick={() => put(fieldId)}>
              <X size={14} strokeWidth={1.5} aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
      {unused && keys.length < limit ? (
        <Button
          look="quiet"
          size="small"
          className="mt-2 -ms-1"
          icon={<Plus size={14} strokeWidth={2} aria-hidden="true" />}
          onClick={() => {
            if (onChange((now) => [...now, { fieldId: unused.id, direction: 'asc' }])) added();
          }}
        >
          {keys.length === 0 ? words.add : 'Add another field'}
        </Button>
      ) : null}
    </>
  );
}
