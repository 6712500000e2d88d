import type { GrantableLevel, PermissionLevel } from '@pyairtable/contracts';

/** What each level is called; `none` is never shown. */
export const LEVEL_NAMES: Readonly<Record<PermissionLevel, string>> = {
  none: 'No access',
  read: 'Can read',
  comment: 'Can comment',
  edit: 'Can edit records',
  create: 'Can change fields',
  owner: 'Owner',
};

/** Levels to choose from; comments do not exist yet, so that their level is only named where somebody has it. */
const OFFERED = ['read', 'edit', 'create'] as const satisfies readonly GrantableLevel[];

/** The choices for a person, with the level they have among them. */
export function levelChoices(present: GrantableLevel): { value: GrantableLevel; label: string }[] {
  const levels: GrantableLevel[] = present === 'comment' ? ['comment', ...OFFERED] : [...OFFERED];
  return levels.map((value) => ({ value, label: LEVEL_NAMES[value] }));
}
