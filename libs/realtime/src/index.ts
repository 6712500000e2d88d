export { BaseSession } from './client/base-session';
export type { BaseSessionOptions, Whereabouts } from './client/base-session-options';
export type { BegunAct, LateAct } from './client/begun-act';
export type { WaitingPresses } from './client/due-step';
export type { Act, ActDone } from './client/entry';
export type { StepFate, TakenStep } from './client/history';
export { LEFT_AFTER_MS } from './client/left-ops';
export type { ActProgress, StoppedAct } from './client/long-acts';
export type { KeptOp, Outbox } from './client/outbox';
export type { ConnectionState, OpRejection, SessionEvent } from './client/session-event';
export { type OpenSocket, type Socket, systemTimers, type Timers } from './client/socket';
export { MAX_CHOSEN_ROWS } from './rows/chosen-rows';
export type {
  Damage,
  FetchIds,
  FetchRows,
  FetchWindow,
  RowSource,
  ShownRow,
  VisibleRows,
  WindowRequest,
} from './rows/row-source';
export type { TableRows } from './rows/table-rows';
export type { ShownView } from './rows/view-rule';
export type { AccessReader, ChangeReader, ExecuteOp, FrameSink, ReadFrame, RoomUser } from './room/ports';
export { Room, type RoomOptions, type RoomSeat } from './room/room';
