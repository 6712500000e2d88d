'use client';
import { classNames, FieldIcon, INPUT_BOX } from '@pyairtable/ui';
import { ChevronRight, Search } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import { typesLetter } from '@/pickers/types-letter';
import { FIELD_KINDS } from './field-kinds';
import type { SearchedTypes } from './use-type-list';

/** Types to choose from below a box that finds them; Enter there, or in the name above it, takes the active one. */
export function TypeList({
  types: { id, found, at, activeId, search, find, point, choose, press },
  takesKeyboard,
}: {
  types: SearchedTypes;
  /** What opened the list goes with the press. */
  takesKeyboard: boolean;
}) {
  const box = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (takesKeyboard) box.current?.focus();
  }, [takesKeyboard]);
  return (
    <div className="flex flex-col gap-1.5">
      <div className="relative flex items-center">
        <Search
          size={16}
          strokeWidth={1.5}
          aria-hidden="true"
          className="pointer-events-none absolute start-2.5 text-n10"
        />
        <input
          ref={box}
          type="text"
          role="combobox"
          aria-label="Find a field type"
          aria-expanded
          aria-controls={id}
          aria-activedescendant={activeId}
          autoComplete="off"
          spellCheck={false}
          placeholder="Find a type…"
          value={search}
          onChange={(event) => find(event.target.value)}
          onKeyDown={(event) => {
            press(event);
            if (event.key !== 'Escape' || search === '') return;
            event.preventDefault();
            find('');
          }}
          className={classNames(INPUT_BOX, 'h-8 ps-8 pe-2.5')}
        />
      </div>
      <ul
        id={id}
        role="listbox"
        // Browsers put what scrolls into the order of Tab anyway.
        tabIndex={0}
        className="-mx-2 flex max-h-[320px] flex-col overflow-y-auto rounded-md"
        aria-label="Field type"
        aria-activedescendant={activeId}
        onKeyDown={(event) => {
          // What is typed here is looked for: the letter goes into the box.
          if (typesLetter(event)) box.current?.focus();
          else press(event);
        }}
      >
        {found.map((type, index) => (
          <li
            key={type}
            id={`${id}-${String(index)}`}
            role="option"
            aria-selected={index === at}
            onPointerMove={() => point(index)}
            // The box above keeps the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(type)}
            className={classNames(
              'flex w-full cursor-default items-center gap-3 rounded-md px-2 py-1.5 text-start',
              index === at ? 'bg-n4' : '',
            )}
          >
            <FieldIcon type={type} className="shrink-0 text-n11" />
            <span className="min-w-0 flex-1">
              <span className="block text-sm font-medium text-n12">{FIELD_KINDS[type].label}</span>
              <span className="block truncate text-xs text-n11">{FIELD_KINDS[type].about}</span>
            </span>
            {index === at ? (
              <ChevronRight size={14} strokeWidth={1.5} className="shrink-0 text-n10" aria-hidden="true" />
            ) : null}
          </li>
        ))}
      </ul>
      {found.length === 0 ? (
        <p role="status" className="py-2 text-center text-sm text-n11">
          No type is called that.
        </p>
      ) : null}
    </div>
  );
}
