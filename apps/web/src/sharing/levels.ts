import {
  PERMISSION_LEVELS,
  type BaseCollaborator,
  type GrantableLevel,
  type PermissionLevel,
} from '@pyairtable/contracts';
import type { SelectOption } from '@pyairtable/ui';
import { mayCreate } from '@/workspaces/workspaces';

/** What somebody with the level is called. */
export const LEVEL_NAMES: Readonly<Record<PermissionLevel, string>> = {
  none: 'No access',
  read: 'Reader',
  comment: 'Commenter',
  edit: 'Editor',
  create: 'Creator',
  owner: 'Owner',
};

/** What each level allows, in a sentence. */
export const LEVEL_WORDS: Readonly<Record<GrantableLevel, string>> = {
  read: 'Sees everything, changes nothing.',
  comment: 'Sees everything and may comment.',
  edit: 'Adds, changes and deletes records.',
  create: 'Changes tables and fields too, and shares the base.',
};

const rank = (level: PermissionLevel) => PERMISSION_LEVELS.indexOf(level);

/** Levels to choose from. Comments do not exist yet, so that theirs is only offered to whoever has it already. */
export const levelOptions = (present?: PermissionLevel): readonly SelectOption<GrantableLevel>[] =>
  (present === 'comment'
    ? (['read', 'comment', 'edit', 'create'] as const)
    : (['read', 'edit', 'create'] as const)
  ).map((value) => ({
    value,
    label: LEVEL_NAMES[value],
  }));

/** The person who looks at the list. */
export interface Viewer {
  userId: string;
  level: PermissionLevel;
}

/** What the viewer may do with one collaborator, and why not more; the api judges the same way. */
export interface RowRights {
  /** Levels to choose from; none: the level stands fast. */
  options: readonly SelectOption<GrantableLevel>[];
  mayRemove: boolean;
  mayLeave: boolean;
  /** One sentence beside the person; null when there is nothing to explain, or one sentence explains it for all. */
  reason: string | null;
}

const FIXED = { options: [], mayRemove: false, mayLeave: false };

export function rightsOn({ id, permissionLevel, inherited }: BaseCollaborator, viewer: Viewer): RowRights {
  if (id === viewer.userId) {
    const reason = inherited
      ? 'Your level comes from the workspace.'
      : mayCreate(viewer.level)
        ? 'You cannot change your own level.'
        : null;
    return { ...FIXED, mayLeave: !inherited, reason };
  }
  if (!mayCreate(viewer.level)) return { ...FIXED, reason: null };
  if (rank(permissionLevel) > rank(viewer.level)) return { ...FIXED, reason: 'Their level is above yours.' };
  if (permissionLevel === 'owner') return { ...FIXED, reason: 'Owners are named in the workspace.' };
  const choices = levelOptions(permissionLevel);
  if (!inherited) return { options: choices, mayRemove: true, mayLeave: false, reason: null };
  const options = choices.filter(({ value }) => rank(value) >= rank(permissionLevel));
  const reason = `${LEVEL_NAMES[permissionLevel]} in the workspace: lowered or removed there.`;
  return { ...FIXED, options: options.length > 1 ? options : [], reason };
}
