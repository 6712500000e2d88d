import type { Collaborator, PermissionLevel } from './schema';

/** Levels that one person may give another on a base; an owner is made with the workspace. */
export const GRANTABLE_LEVELS = [
  'read',
  'comment',
  'edit',
  'create',
] as const satisfies readonly PermissionLevel[];
export type GrantableLevel = (typeof GRANTABLE_LEVELS)[number];

/** One entry of `GET /v1/bases/{app}/collaborators`. */
export interface BaseCollaborator extends Collaborator {
  /** The higher of what was given on the base and on its workspace. */
  permissionLevel: PermissionLevel;
  /** The workspace gives at least as much as the base does. */
  inherited: boolean;
}
