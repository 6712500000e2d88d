import Type, { type Static } from 'typebox';
import type { Change } from './changes';
import { id } from './id-shape';
import { Op } from './ops';
import type { PermissionLevel } from './schema';

export const PresenceCell = Type.Union([
  Type.Null(),
  Type.Object({ recordId: id('record'), fieldId: id('field') }),
]);

export const ClientFrame = Type.Union([
  Type.Object({ t: Type.Literal('op'), op: Op }),
  Type.Object({
    t: Type.Literal('presence'),
    tableId: id('table'),
    viewId: Type.Optional(id('view')),
    cell: PresenceCell,
  }),
  Type.Object({ t: Type.Literal('ping') }),
]);
export type ClientFrame = Static<typeof ClientFrame>;

export interface PresenceSession {
  sessionId: string;
  user: { id: string; name: string };
  tableId: string;
  cell: Static<typeof PresenceCell>;
}

export type ServerFrame =
  | { t: 'ready'; seq: number; you: { sessionId: string; userId: string }; permissionLevel: PermissionLevel }
  | { t: 'change'; change: Change }
  | { t: 'ack'; opId: string; seq: number }
  | {
      t: 'reject';
      opId: string;
      error: { type: string; message: string; recordId?: string; fieldId?: string };
    }
  | { t: 'presence'; sessions: PresenceSession[] }
  | { t: 'reload' }
  | { t: 'pong' };
