import { appError, type PermissionLevel, type View, type ViewChange } from '@pyairtable/contracts';
import { atLeast } from '../access/levels';

/** Whoever acts on a view: an id, and what they may do on its base. */
export interface ViewActor {
  userId: string;
  level: PermissionLevel;
}

const isOthers = ({ personalForUserId: owner }: View, userId: string) =>
  owner !== undefined && owner !== userId;

/** Why somebody who edits the base may not arrange a view, if they may not. */
export function arrangingFault(view: View, userId: string): 'locked' | 'personal' | undefined {
  return isOthers(view, userId) ? 'personal' : view.locked ? 'locked' : undefined;
}

const refuseOthers = ({ name }: View) => {
  throw appError('INVALID_PERMISSIONS', `"${name}" is the personal view of somebody else`);
};

const refuseLocked = ({ locked, name }: View) => {
  if (locked) throw appError('INVALID_REQUEST_UNKNOWN', `The view "${name}" is locked`);
};

const isOnly = (change: object, key: keyof ViewChange) => Object.keys(change).join() === key;

/**
 * Throws INVALID_PERMISSIONS for a view that is somebody else's, which creators can only give to everybody, locked or not,
 * and for making one somebody else's; INVALID_REQUEST_UNKNOWN for one that is locked, which can only be unlocked.
 */
export function requireArranging(view: View, change: ViewChange, { userId, level }: ViewActor): void {
  requireOwn(change, userId);
  if (!isOthers(view, userId)) {
    if (!isOnly(change, 'locked')) refuseLocked(view);
    return;
  }
  const releases = isOnly(change, 'personalForUserId') && change.personalForUserId === null;
  if (!releases || !atLeast(level, 'create')) refuseOthers(view);
}

/** Throws INVALID_PERMISSIONS for a view that would be somebody else's. */
export function requireOwn({ personalForUserId: owner }: ViewChange, userId: string): void {
  if (owner != null && owner !== userId)
    throw appError('INVALID_PERMISSIONS', 'A personal view can only be made for oneself');
}

/** The same for deleting it: what is somebody else's is given to everybody before, so that whoever deletes it can bring it back. */
export function requireDeleting(view: View, userId: string): void {
  if (isOthers(view, userId)) refuseOthers(view);
  refuseLocked(view);
}

/** Throws INVALID_REQUEST_UNKNOWN where, with `view` gone or personal, a table would have no view that is everybody's. */
export function requireShared(views: readonly View[], view: View): void {
  const others = views.filter(({ id }) => id !== view.id);
  if (others.some(({ personalForUserId }) => personalForUserId === undefined)) return;
  throw appError('INVALID_REQUEST_UNKNOWN', 'The last view of a table that is everybody’s stays');
}
