export { BaseSession, type BaseSessionOptions, type Whereabouts } from './client/base-session';
export type { ConnectionState, OpRejection, SessionEvent } from './client/session-event';
export type { OpenSocket, Socket, Timers } from './client/socket';
export type { Damage, FetchRows, FetchWindow, RowSource, ShownRow, WindowRequest } from './rows/row-source';
export type { TableRows } from './rows/table-rows';
