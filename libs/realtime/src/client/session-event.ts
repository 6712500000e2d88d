import type { Op, PermissionLevel, SchemaChange } from '@pyairtable/contracts';
import type { TakenStep } from './history';

/**
 * `connecting` first, `online` between `ready` and a disconnect, `offline` while waiting to try again. The rest are
 * final: `signedOut` (credential revoked), `accessLost` (no longer a member), `closed` (by us).
 */
export type ConnectionState = 'connecting' | 'online' | 'offline' | 'signedOut' | 'accessLost' | 'closed';

/** Why the server refused an op. */
export interface OpRejection {
  type: string;
  message: string;
  recordId?: string;
  fieldId?: string;
}

/** What a page may want to know; read the present value from the session. */
export type SessionEvent =
  | { type: 'state'; state: ConnectionState }
  /** `session.presence` changed. */
  | { type: 'presence' }
  /** `session.pendingCount` changed: show "saving…" while it is not 0. */
  | { type: 'pending' }
  /** `session.act` changed: an act that takes many ops is under way, went on or is done. */
  | { type: 'act' }
  /** `session.canUndo`, `session.canRedo` or `session.lastAct` changed. */
  | { type: 'history' }
  /** An act of this browser was taken back, or done again: at the press, or when it could be. */
  | ({ type: 'step'; kind: 'undo' | 'redo' } & TakenStep)
  /** An op was refused and its optimistic effect is gone. */
  | { type: 'rejected'; op: Op; error: OpRejection }
  /** Records of the base changed, whoever did it: what was read of them beside the open tables may be read again. */
  | { type: 'records' }
  /** Tables, fields or views changed: read the schema again when its version is older. */
  | { type: 'schema'; change: SchemaChange }
  /**
   * Changes were missed, those after `since` up to `seq`, or access changed: read the schema again; open tables re-read
   * their rows by themselves.
   */
  | { type: 'reload'; missed: boolean; since: number; seq: number }
  | { type: 'access'; permissionLevel: PermissionLevel };
