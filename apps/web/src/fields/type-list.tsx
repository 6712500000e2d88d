'use client';
import type { FieldTypeName } from '@pyairtable/contracts';
import { classNames, FieldIcon } from '@pyairtable/ui';
import { ChevronRight } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { FIELD_KINDS } from './field-kinds';

/** Types to choose from; `active` is the one that Enter in the name takes. */
export function TypeList({
  id,
  types,
  active,
  onActive,
  onType,
  onKeyDown,
}: {
  id: string;
  types: readonly FieldTypeName[];
  active: number;
  onActive: (index: number) => void;
  onType: (type: FieldTypeName) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}) {
  return (
    <ul
      id={id}
      role="listbox"
      // Browsers put what scrolls into the order of Tab anyway.
      tabIndex={0}
      className="-mx-2 flex max-h-[360px] flex-col overflow-y-auto rounded-md"
      aria-label="Field type"
      aria-activedescendant={`${id}-${String(active)}`}
      onKeyDown={onKeyDown}
    >
      {types.map((type, index) => (
        <li
          key={type}
          id={`${id}-${String(index)}`}
          role="option"
          aria-selected={index === active}
          onPointerMove={() => onActive(index)}
          // The name keeps the focus.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onType(type)}
          className={classNames(
            'flex w-full cursor-default items-center gap-3 rounded-md px-2 py-1.5 text-start',
            index === active ? 'bg-n4' : '',
          )}
        >
          <FieldIcon type={type} className="shrink-0 text-n11" />
          <span className="min-w-0 flex-1">
            <span className="block text-sm font-medium text-n12">{FIELD_KINDS[type].label}</span>
            <span className="block truncate text-xs text-n11">{FIELD_KINDS[type].about}</span>
          </span>
          {index === active ? (
            <ChevronRight size={14} strokeWidth={1.5} className="shrink-0 text-n10" aria-hidden="true" />
          ) : null}
        </li>
      ))}
    </ul>
  );
}
