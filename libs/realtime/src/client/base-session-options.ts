import type { PermissionLevel } from '@pyairtable/contracts';
import type { Outbox } from './outbox';
import type { OpenSocket, Timers } from './socket';

export interface BaseSessionOptions {
  /** Address of the room without query: `wss://host/v1/bases/app…/realtime`. */
  url: string;
  /** `base.seq` of the page that was loaded. */
  seq: number;
  permissionLevel: PermissionLevel;
  /** Whose page this is. */
  userId: string;
  /** Id of the person signed in at the moment, null for nobody; throws when that cannot be found out. */
  whoIsSignedIn(): Promise<string | null>;
  /** Keeps ops until the server has answered; without one they live as long as the page. */
  outbox?: Outbox;
  /** In a browser: `(url) => new WebSocket(url)`. */
  openSocket: OpenSocket;
  timers?: Timers;
}

/** Where this person is: the active cell, or null for none. */
export interface Whereabouts {
  tableId: string;
  viewId?: string;
  cell: { recordId: string; fieldId: string } | null;
}
