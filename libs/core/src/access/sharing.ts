import { appError, type PermissionLevel } from '@pyairtable/contracts';
import { atLeast, requireLevel } from './levels';

/** What a person was given on a base and on the workspace around it. */
export interface Standing {
  base: PermissionLevel;
  workspace: PermissionLevel;
}

/** What a person may do on the base: the higher of the two. */
export const effectiveLevel = ({ base, workspace }: Standing): PermissionLevel =>
  atLeast(workspace, base) ? workspace : base;

/** True when the workspace gives at least as much as the base does. */
export const isInherited = ({ base, workspace }: Standing): boolean =>
  workspace !== 'none' && atLeast(workspace, base);

/**
 * The level to give on the base when somebody who holds `held` adds a person; null when the person may do as much
 * already. Adding never lowers.
 */
export function levelToAdd(
  held: PermissionLevel | null,
  target: Standing,
  level: PermissionLevel,
): PermissionLevel | null {
  requireGiving(held, level);
  return atLeast(effectiveLevel(target), level) ? null : level;
}

/** The level to give on the base when somebody who holds `held` changes a collaborator's; null when it is that already. */
export function levelToChange(
  held: PermissionLevel | null,
  target: Standing,
  level: PermissionLevel,
): PermissionLevel | null {
  requireGiving(held, level);
  const present = effectiveLevel(target);
  if (present === 'none') throw appError('MODEL_ID_NOT_FOUND', 'Collaborator not found');
  requireReach(held, present);
  if (!atLeast(level, target.workspace)) throw appError('INHERITED_PERMISSION_LEVEL');
  return present === level ? null : level;
}

/** True when there is a level on the base to take away; false when the person has none. Anyone may leave. */
export function mayRemove(held: PermissionLevel | null, target: Standing, themselves: boolean): boolean {
  requireLevel(held, themselves ? 'read' : 'create');
  requireReach(held, effectiveLevel(target));
  if (target.workspace !== 'none') throw appError('INHERITED_PERMISSION_LEVEL');
  return target.base !== 'none';
}

function requireGiving(held: PermissionLevel | null, level: PermissionLevel): void {
  requireLevel(held, 'create', 'Only creators and owners of a base may share it');
  requireLevel(held, level, 'You may not give a higher permission level than your own');
}

function requireReach(held: PermissionLevel | null, present: PermissionLevel): void {
  requireLevel(held, present, 'You may not change or remove somebody whose permission level is above yours');
}
