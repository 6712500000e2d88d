import { appError, PERMISSION_LEVELS, type PermissionLevel } from '@pyairtable/contracts';

/** True when `held` includes all that `needed` allows. */
export function atLeast(held: PermissionLevel, needed: PermissionLevel): boolean {
  return PERMISSION_LEVELS.indexOf(held) >= PERMISSION_LEVELS.indexOf(needed);
}

/**
 * Throws unless `held` suffices. Somebody without any access learns nothing; somebody who may read is told that
 * the operation is not permitted.
 */
export function requireLevel(held: PermissionLevel | null, needed: PermissionLevel, message?: string): void {
  if (held === null || held === 'none') throw appError('INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND');
  if (!atLeast(held, needed)) throw appError('INVALID_PERMISSIONS', message);
}
