'use client';
import type { Field, Table, View } from '@pyairtable/contracts';
import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { countOf } from '@/views/arrange-popover';
import { shownFields } from '@/views/shown-fields';

/** The fields of a record as its view has them; those that it hides come last, folded. */
export function FieldsInOrder({
  table,
  view,
  hidden,
  children,
}: {
  table: Table;
  view: View | undefined;
  /** Something else is shown in their place, and what is typed in them stays. */
  hidden: boolean;
  children: (field: Field) => ReactNode;
}) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const shown = shownFields(table, view);
  const rest = table.fields.filter((field) => !shown.includes(field));
  return (
    <div className="flex flex-col gap-4" hidden={hidden}>
      <dl className="flex flex-col gap-4">{shown.map(children)}</dl>
      {rest.length > 0 ? (
        <>
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={() => setOpen(!isOpen)}
            className="flex h-8 items-center gap-1.5 self-start rounded-md pe-2 text-xs font-medium text-n11 hover:text-n12"
          >
            <ChevronRight
              size={14}
              strokeWidth={1.5}
              className={isOpen ? 'rotate-90' : ''}
              aria-hidden="true"
            />
            {countOf(rest.length, 'hidden field')}
          </button>
          <dl id={id} className="flex flex-col gap-4" hidden={!isOpen}>
            {rest.map(children)}
          </dl>
        </>
      ) : null}
    </div>
  );
}
