import type { Change, ClientFrame, Op, OpResult, PermissionLevel } from '@pyairtable/contracts';

/** A person behind one socket, as the identity token said at the upgrade. */
export interface RoomUser {
  userId: string;
  name: string;
  /** Workspace and base ids the credential may touch; null for all of the user's. */
  resources: readonly string[] | null;
}

/** Reads one base's log. */
export interface ChangeReader<U extends RoomUser = RoomUser> {
  /**
   * Changes after `after` in order, contiguous, at most `limit`, ready to deliver (`titles`, `affected`), and the
   * number of the last change there is. `changes` is null when the log does not reach back to `after + 1`. For somebody who
   * catches up, or for all.
   */
  read(after: number, limit: number, user?: U): Promise<{ changes: Change[] | null; head: number }>;
}

/** Says what people may do on one base at this moment, in one query for all of them. */
export interface AccessReader {
  /** Levels in the order of `users`; 'none' for somebody without access. */
  levels(users: readonly RoomUser[]): Promise<PermissionLevel[]>;
}

/** Carries out an op once, however often it is sent; throws AppError. Checks the person's access itself. */
export type ExecuteOp<U extends RoomUser = RoomUser> = (user: U, op: Op) => Promise<OpResult>;

/** What a socket sent says; `opId` names the op when it is no frame but its op can be refused by id. */
export type ReadFrame = { ok: true; frame: ClientFrame } | { ok: false; opId: string | null };

/** The sending half of a socket. */
export interface FrameSink {
  send(text: string): void;
  /** Bytes handed over and not yet on the wire. */
  bufferedBytes(): number;
  /** Resolves when little is buffered, or the socket is gone. */
  drained(): Promise<void>;
  close(code: number, reason: string): void;
}
