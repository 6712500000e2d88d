'use client';
import type { BaseCollaborator, GrantableLevel } from '@pyairtable/contracts';
import { Avatar, Button, IconButton, Select } from '@pyairtable/ui';
import { UserMinus } from 'lucide-react';
import { useId } from 'react';
import { nameOf } from './collaborators';
import { LEVEL_NAMES, rightsOn, type Viewer } from './levels';

/** One person with their level; what the viewer may not change says why. */
export function CollaboratorRow({
  person,
  viewer,
  noteId,
  onLevel,
  onRemove,
  onLeave,
}: {
  person: BaseCollaborator;
  viewer: Viewer;
  /** Id of the sentence that explains what holds for everyone in the list. */
  noteId: string;
  onLevel: (level: GrantableLevel) => void;
  onRemove: () => void;
  onLeave: () => void;
}) {
  const reasonId = useId();
  const { options, mayRemove, mayLeave, reason } = rightsOn(person, viewer);
  const name = nameOf(person);
  const level = person.permissionLevel;
  const fixed = options.length === 0;
  return (
    <li className="grid min-h-14 grid-cols-[auto_1fr_56px] items-center gap-x-2 gap-y-1.5 py-2.5 sm:grid-cols-[auto_1fr_136px_56px]">
      <Avatar userId={person.id} name={name} size="large" decorative />
      <div className="min-w-0 ps-1 max-sm:col-span-2">
        <p className="truncate text-sm font-medium text-n12">
          {name}
          {person.id === viewer.userId ? <span className="font-normal text-n11"> (you)</span> : null}
        </p>
        <p className="truncate text-xs text-n11">{person.email}</p>
        {reason ? (
          <p id={reasonId} className="text-xs text-n11">
            {reason}
          </p>
        ) : null}
      </div>
      <Select
        label={`Level of ${name}`}
        hideLabel
        value={level}
        options={fixed ? [{ value: level, label: LEVEL_NAMES[level] }] : options}
        disabled={fixed}
        describedBy={reason ? reasonId : fixed ? noteId : undefined}
        onChange={(next) => onLevel(next as GrantableLevel)}
        className="max-sm:col-start-2 max-sm:ms-1"
      />
      {mayRemove ? (
        <IconButton label={`Remove ${name}`} onClick={onRemove} className="justify-self-center">
          <UserMinus size={16} strokeWidth={1.5} aria-hidden="true" />
        </IconButton>
      ) : null}
      {mayLeave ? (
        <Button size="small" aria-label="Leave base" onClick={onLeave}>
          Leave
        </Button>
      ) : null}
    </li>
  );
}
