'use client';
import type { Field } from '@pyairtable/contracts';
import { fieldAs } from '@pyairtable/field-types';
import { Pill } from '@pyairtable/ui';
import { useState } from 'react';
import { useBase } from '@/base/base-context';
import { type LeaveList, type LeavingBy, OptionList } from './option-list';

/** Picks among a select field's choices; a text that is none of them can become one. */
export function ChoicePicker({
  field,
  chosen,
  initialSearch = '',
  onToggle,
  onNew,
  onLeave,
}: {
  field: Field;
  chosen: readonly string[];
  initialSearch?: string;
  onToggle: (choiceId: string, by?: LeavingBy) => void;
  /** Gets the id of a choice that is made, once there is one; null when it was refused. Absent: no choice is made here. */
  onNew?: (choiceId: Promise<string | null>, by?: LeavingBy) => void;
  onLeave?: LeaveList;
}) {
  const { tableId, mayChangeSchema, actions } = useBase();
  const [search, setSearch] = useState(initialSearch);
  const [creating, setCreating] = useState(0);
  const { choices } = fieldAs(field, 'singleSelect', 'multipleSelects').options;

  const create = (name: string, by?: LeavingBy) => {
    const made = actions.addChoice(tableId, field, name);
    setCreating((count) => count + 1);
    void made.then(() => setCreating((count) => count - 1));
    onNew?.(made, by);
  };

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
      {...(mayChangeSchema && onNew ? { onCreate: create } : {})}
      {...(onLeave ? { onLeave } : {})}
      loading={creating > 0}
      empty={onNew ? 'No choices yet. Type a name to add one.' : 'No choices yet.'}
    />
  );
}
