'use client';
import { Button, Checkbox, FieldIcon, TextInput } from '@pyairtable/ui';
import { EyeOff } from 'lucide-react';
import { useState } from 'react';
import { useBase } from '@/base/base-context';
import { ArrangePopover, countOf } from './arrange-popover';
import type { ArrangeProps } from './arranging';
import { withShown } from './field-order';

/** Which fields the view shows; every tick applies at once. The primary field always shows. */
export function HideFields({ table, view, open, onOpenChange }: ArrangeProps) {
  const { actions } = useBase();
  const [search, setSearch] = useState('');
  const all = table.fields.filter(({ id }) => id !== table.primaryFieldId);
  const shown = new Set(view.visibleFieldIds ?? table.fields.map(({ id }) => id));
  const hidden = all.filter(({ id }) => !shown.has(id)).length;
  const found = all.filter(({ name }) => name.toLowerCase().includes(search.trim().toLowerCase()));

  const put = (ids: readonly string[]) =>
    void actions.changeView(table.id, view.id, { visibleFieldIds: [...ids] });
  const order = view.visibleFieldIds ?? table.fields.map(({ id }) => id);

  return (
    <ArrangePopover
      label="Hide fields"
      icon={EyeOff}
      says={countOf(hidden, 'hidden field')}
      open={open}
      onOpenChange={onOpenChange}
      className="w-[280px]"
    >
      <div className="p-2 pb-1">
        <TextInput
          label="Find a field"
          hideLabel
          type="search"
          placeholder="Find a field"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      <ul className="max-h-[320px] overflow-y-auto px-2">
        {found.map((field) => (
          <li key={field.id} className="flex h-8 items-center rounded-md px-1.5 hover:bg-n4 [&>label]:flex-1">
            <Checkbox
              checked={shown.has(field.id)}
              onChange={(show) =>
                put(
                  show
                    ? withShown(
                        order,
                        all.map(({ id }) => id),
                        [field.id],
                      )
                    : order.filter((id) => id !== field.id),
                )
              }
            >
              <FieldIcon type={field.type} className="shrink-0 text-n11" />
              <span className="truncate">{field.name}</span>
            </Checkbox>
          </li>
        ))}
      </ul>
      <div className="mt-1 flex gap-2 border-t border-n5 p-2">
        <Button size="small" className="flex-1" onClick={() => put([table.primaryFieldId])}>
          Hide all
        </Button>
        <Button
          size="small"
          className="flex-1"
          onClick={() =>
            put(
              withShown(
                order,
                all.map(({ id }) => id),
                all.map(({ id }) => id),
              ),
            )
          }
        >
          Show all
        </Button>
      </div>
    </ArrangePopover>
  );
}
