import type { Row, RowWindow, Table, ViewGroups } from '@pyairtable/contracts';
import type { PositionRange } from './position-ranges';
import type { ShownView } from './view-rule';

/** One read of a view's rows. `after` is the `n` of the row before `start`: the server seeks instead of counting. */
export interface WindowRequest {
  start: number;
  limit: number;
  after?: number;
  signal: AbortSignal;
}

/** Reads a window: `GET …/rows?view=&start=&limit=&after=`. */
export type FetchWindow = (request: WindowRequest) => Promise<RowWindow>;

/** Reads some fields of shown rows anew: `POST …/rows/read`. Records that are gone are left out. */
export type FetchRows = (request: { ids: string[]; fields: string[]; signal: AbortSignal }) => Promise<Row[]>;

/** Reads the ids of a run of the view's rows, all of one moment: `GET …/rows/ids?view=&start=&limit=`. */
export type FetchIds = (request: {
  start: number;
  limit: number;
  signal: AbortSignal;
}) => Promise<{ seq: number; ids: string[] }>;

/** Reads the groups and summaries of the view: `GET …/groups?view=`. */
export type FetchGroups = (signal: AbortSignal) => Promise<ViewGroups>;

export interface RowSource {
  table: Pick<Table, 'id' | 'fields'>;
  /** What it filters and orders by decides whether positions follow from the log; absent: all rows, in creation order. */
  view?: ShownView;
  fetchWindow: FetchWindow;
  fetchRows: FetchRows;
  fetchIds: FetchIds;
  /** Absent: no groups and no summaries are shown. */
  fetchGroups?: FetchGroups;
  /** The window that came with the page. */
  first?: RowWindow;
  /** Rows kept in memory at most; those farthest from the visible range go first. */
  maxRows?: number;
}

/** What is on screen, by index; `velocity` in rows per second, signed. */
export interface VisibleRows extends PositionRange {
  velocity?: number;
  /** The ranges in it, where rows between them are not shown. */
  runs?: readonly PositionRange[];
  /** What is shown up to so many rows before and after. */
  around?(rows: number): readonly PositionRange[];
}

/** A record as shown: the server's row under the pending edits of this browser. */
export interface ShownRow extends Row {
  /** Created here and not yet acknowledged; `n` is Infinity. */
  unsaved?: true;
}

/**
 * What to repaint. `all`: positions or the count changed; `gone`: records that were deleted, loaded or not. The grid's
 * `invalidate` takes `cells` as it is.
 */
export type Damage =
  { kind: 'all'; gone?: readonly string[] } | { kind: 'cells'; cells: { row: number; columnId?: string }[] };
