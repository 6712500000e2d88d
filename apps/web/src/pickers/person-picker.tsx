'use client';
import { Avatar } from '@pyairtable/ui';
import { useState } from 'react';
import { useBase } from '@/base/base-context';
import { type LeaveList, type LeavingBy, OptionList, type PickerOption } from './option-list';

/** Picks among the base's people. */
export function PersonPicker({
  label,
  chosen,
  initialSearch = '',
  besides = [],
  onPick,
  onLeave,
}: {
  label: string;
  chosen: readonly string[];
  initialSearch?: string;
  /** What stands before the people. */
  besides?: readonly PickerOption[];
  onPick: (userId: string, by?: LeavingBy) => void;
  onLeave?: LeaveList;
}) {
  const { base } = useBase();
  const [search, setSearch] = useState(initialSearch);
  // Somebody who was removed is offered only to be taken out.
  const people = base.collaborators.filter(
    ({ id, permissionLevel }) => permissionLevel !== 'none' || chosen.includes(id),
  );
  return (
    <OptionList
      label={label}
      search={search}
      onSearch={setSearch}
      chosen={new Set(chosen)}
      options={[
        ...besides,
        ...people.map((person) => ({
          id: person.id,
          text: `${person.name} ${person.email}`,
          node: (
            <span className="flex min-w-0 items-center gap-2">
              <Avatar userId={person.id} name={person.name} size="small" decorative />
              <span className="truncate">{person.name}</span>
              <span className="truncate text-xs text-n11">{person.email}</span>
            </span>
          ),
        })),
      ]}
      onPick={onPick}
      {...(onLeave ? { onLeave } : {})}
    />
  );
}
