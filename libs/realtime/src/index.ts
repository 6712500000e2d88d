export { BaseSession, type BaseSessionOptions, type Whereabouts } from './client/base-session';
export type { Act } from './client/history';
export type { Outbox } from './client/outbox';
export type { ConnectionState, OpRejection, SessionEvent } from './client/session-event';
export { type OpenSocket, type Socket, systemTimers, type Timers } from './client/socket';
export type { Damage, FetchRows, FetchWindow, RowSource, ShownRow, WindowRequest } from './rows/row-source';
export type { TableRows } from './rows/table-rows';
export type { AccessReader, ChangeReader, ExecuteOp, FrameSink, RoomUser } from './room/ports';
export { Room, type RoomOptions, type RoomSeat } from './room/room';
