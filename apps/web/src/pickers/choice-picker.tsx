'use client';
import type { Field } from '@pyairtable/contracts';
import { fieldAs } from '@pyairtable/field-types';
import { Pill } from '@pyairtable/ui';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useBase } from '@/base/base-context';
import { OptionList } from './option-list';

/** Picks among a select field's choices; a text that is none of them can become one. */
export function ChoicePicker({
  field,
  chosen,
  initialSearch = '',
  fixed = false,
  onToggle,
  onLeave,
}: {
  field: Field;
  chosen: readonly string[];
  initialSearch?: string;
  /** No choice is made here. */
  fixed?: boolean;
  onToggle: (choiceId: string) => void;
  onLeave?: (way: 'cancel' | 'next' | 'previous') => void;
}) {
  const { tableId, mayChangeSchema, actions } = useBase();
  const [search, setSearch] = useState(initialSearch);
  const [creating, setCreating] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const { choices } = fieldAs(field, 'singleSelect', 'multipleSelects').options;

  async function create(name: string) {
    setCreating(true);
    const id = await actions.addChoice(tableId, field, name);
    setCreating(false);
    setSearch('');
    setMade(id);
  }

  // A new choice is picked once the page knows it: before, it would be refused as none of the field's choices.
  const known = made !== null && choices.some(({ id }) => id === made);
  const pick = useRef(onToggle);
  useLayoutEffect(() => {
    pick.current = onToggle;
  });
  useEffect(() => {
    if (made !== null && known) pick.current(made);
  }, [made, known]);

  return (
    <OptionList
      label={field.name}
      search={search}
      onSearch={setSearch}
      chosen={new Set(chosen)}
      options={choices.map((choice) => ({
        id: choice.id,
        text: choice.name,
        node: <Pill color={choice.color}>{choice.name}</Pill>,
      }))}
      onPick={onToggle}
      {...(mayChangeSchema && !fixed ? { onCreate: (name: string) => void create(name) } : {})}
      {...(onLeave ? { onLeave } : {})}
      loading={creating}
      empty={fixed ? 'No choices yet.' : 'No choices yet. Type a name to add one.'}
    />
  );
}
