'use client';
import type { BaseCollaborator, GrantableLevel } from '@pyairtable/contracts';
import { Avatar, IconButton, Select, showToast } from '@pyairtable/ui';
import { X } from 'lucide-react';
import { useBase } from '@/base/base-context';
import { failureMessage } from '@/http/request';
import { useSharing } from './collaborators';
import { LEVEL_NAMES, levelChoices } from './level-names';

/** One person of the base with what they may do; what the workspace gave, and one's own level, cannot be changed here. */
export function CollaboratorRow({ person }: { person: BaseCollaborator }) {
  const { base, user, mayChangeSchema } = useBase();
  const { invite, setLevel, remove } = useSharing(base.id);
  const { id, name, email, permissionLevel, inherited } = person;
  const fixed = !mayChangeSchema || inherited || id === user.id || permissionLevel === 'owner' || permissionLevel === 'none';
  const failed = (title: string) => (error: unknown) => void showToast({ title, description: failureMessage(error), error: true });

  const removeNow = (level: GrantableLevel) =>
    remove.mutate(id, {
      onSuccess: () =>
        void showToast({
          title: `${name} can no longer open this base`,
          undo: () => invite.mutate({ email, permissionLevel: level }, { onError: failed(`${name} was not added again`) }),
        }),
      onError: failed(`${name} was not removed`),
    });

  return (
    <li className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1">
      <Avatar userId={id} name={name} size="large" decorative />
      <span className="min-w-0 flex-1 basis-40">
        <span className="block truncate text-sm font-medium text-n12">
          {name}
          {id === user.id ? <span className="font-normal text-n11"> (you)</span> : null}
        </span>
        <span className="block truncate text-xs text-n11">{email}</span>
      </span>
      {fixed ? (
        <span className="text-sm text-n11">
          {LEVEL_NAMES[permissionLevel]}
          {inherited && permissionLevel !== 'owner' ? ', by the workspace' : ''}
        </span>
      ) : (
        <span className="flex items-center gap-1">
          <Select
            label={`What ${name} may do`}
            hideLabel
            className="w-[172px]"
            value={permissionLevel}
            options={levelChoices(permissionLevel)}
            onChange={(next) => setLevel.mutate({ id, permissionLevel: next }, { onError: failed('The level was not changed') })}
          />
          <IconButton label={`Remove ${name}`} onClick={() => removeNow(permissionLevel)}>
            <X size={16} strokeWidth={1.5} aria-hidden="true" />
          </IconButton>
        </span>
      )}
    </li>
  );
}
