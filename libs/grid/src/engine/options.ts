import type { Cell, CellOrLoading } from './cell';
import type { GridColumn } from './column';
import type { GroupSource } from './groups';
import type { RowSpan } from './row-layout';
import type { CellPosition, CellRange, GridSelection, RangeSummary } from './selection-types';
import type { GridTheme } from './theme';

/** CSS pixels relative to the grid's own top left corner. */
export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where the active cell goes after a commit; `add`: to a record that is added below. */
export type Move = 'none' | 'down' | 'add' | 'right' | 'left';

/** What became of an editor. */
export type EditorFate = 'open' | 'ended' | 'hidden' | 'left' | 'lost';

/** A new value for a cell: what an editor yields, typed text (paste), a toggle, a copy of another cell, or nothing. */
export type EditValue =
  | { type: 'value'; value: unknown }
  | { type: 'text'; text: string }
  | { type: 'checked'; checked: boolean }
  | { type: 'rating'; rating: number }
  | { type: 'copy'; row: number; columnId: string }
  /** Pasted from a grid of ours: what the host's `readValues` gave for the cell, and its text. */
  | { type: 'copied'; value: unknown; text: string }
  | { type: 'clear' };

export interface CellEdit {
  row: number;
  column: GridColumn;
  value: EditValue;
  /** The record that an editor was opened on, where it has moved out of reach: `row` is another's by now. */
  key?: string;
}

export type EditSource = 'editor' | 'toggle' | 'fill' | 'clear' | 'cut';

/** Nothing or `ok: true`: taken. `ok: false`: refused; an open editor stays with its text and shows the message. */
export type EditOutcome = void | { ok: true } | { ok: false; message: string };

/** A row past the last one that a paste would fill. */
export interface PastedRow {
  cells: readonly { column: GridColumn; value: EditValue }[];
}

/** What a paste does, as one act, and what of it has no place. */
export interface Paste {
  edits: CellEdit[];
  newRows: PastedRow[];
  /** Index of the group whose line for a record more was pasted into. */
  group?: number | undefined;
  /** Columns of the clipboard beyond the last column of the grid. */
  droppedColumns: number;
  /** Columns under it that cannot be written. */
  lockedColumns: GridColumn[];
  /** Cells under it that cannot be written though their columns can. */
  lockedCells: number;
}

/** Rows of a range as the host read them, all of one moment, under the indexes they had then. */
export interface ReadRange {
  getCell(row: number, column: GridColumn): CellOrLoading;
  /** As the grid's `rowKey`: an act on other records than those that were chosen is refused. */
  rowKey?(row: number): string | undefined;
}

/** Another person's cell. */
export interface GridPresence {
  /** Stable per session. */
  id: string;
  name: string;
  /** CSS colour of the outline and the name tag; text on it is chosen for contrast. */
  color: string;
  row: number;
  columnId: string;
}

/** The rows a host should hold. `velocity` is rows per second, signed, 0 when at rest. */
export interface VisibleRange {
  start: number;
  /** Exclusive. */
  end: number;
  velocity: number;
  /** The rows on screen as runs, in order: where groups are collapsed there may be any number of rows between two. */
  runs: readonly RowSpan[];
  /** Runs of the rows on screen and of so many shown ones before and after them. */
  around(rows: number): readonly RowSpan[];
}

/** An editor the engine wants open over one cell. */
export interface EditorRequest {
  /** Grows with each opening; a key for the host's component. */
  id: number;
  cell: Cell;
  row: number;
  column: GridColumn;
  /** Where the cell was when the editor opened. */
  rect: Rect;
  /** Placed over the cell and kept there by the engine while scrolling: render the editor into it. */
  element: HTMLElement;
  /** Text typed to open the editor, replacing the value; null: edit the present value. */
  initialText: string | null;
  /** Message of the refused commit, for display beside the kept text. */
  error: string | null;
  /**
   * Offers a value; closes and moves when the host takes it, stays open with `error` when refused. Null: nothing was
   * changed, so nothing is written, whatever the cell holds by now.
   */
  commit(value: EditValue | null, move?: Move): Promise<boolean>;
  /** Closes without a change. */
  cancel(): void;
  /** Closes as one whose cell is gone: what is in it is of no use to the cell as it has become. Nothing is selected then. */
  lose(): void;
  /** `ended` once it was taken or cancelled; `hidden` when its column, `left` when its grid, `lost` when its cell otherwise went away under it. */
  fate(): EditorFate;
}

/** What the grid shows; all functions must be cheap and without side effects, they run while painting. */
export interface GridSource extends GroupSource {
  rowCount: number;
  columns: readonly GridColumn[];
  getCell(row: number, column: GridColumn): CellOrLoading;
  /** A stable key for a row, e.g. its record id: keeps the active cell on its record when rows come and go. */
  rowKey?(row: number): string | undefined;
  /** The key that was there before all rows were opened anew, while these are on their way. */
  formerKey?(row: number): string | undefined;
  /** Whether they come in the order of those before: who goes to a row means the record that stood there then, not the place. */
  keepsOrder?(): boolean;
  /** The reverse of `rowKey` for loaded rows. */
  findRow?(key: string): number | undefined;
  /** Keys of rows `start` up to `end` (exclusive), those not loaded included; rejects, having said why, when they cannot be read. */
  readRowKeys?(start: number, end: number, signal: AbortSignal): Promise<readonly string[]>;
  /**
   * Reads a range whose rows are not all loaded, shows how far it is, and lets the person give it up; then calls `act`,
   * unless it could not be read (the host has said why) or was given up, and settles when what that answers does.
   * `isChange`: to change something, not to copy it. What is asked for one after the other is done in that order, each on
   * cells as those before left them.
   */
  readRange?(range: CellRange, isChange: boolean, act: (read: ReadRange) => unknown): Promise<void>;
  /** Acts that were begun are still to be done: cells need not be what the person has asked for. */
  isExpecting?(): boolean;
  /**
   * An act begins that is done later: what `do` does stands among the person's acts where it was begun, unless it was given
   * up; `end` says that it is over.
   */
  beginAct?(): { do(work: () => void): void; end(): void };
  /** The values of rows for the clipboard, as text that `readValues` of any of our grids takes. */
  copyValues?(rows: readonly number[], columns: readonly GridColumn[], read?: ReadRange): string | undefined;
  /** Reads that back, row by row, undefined for a cell without a value; null when it is not ours. */
  readValues?(text: string): readonly (readonly unknown[])[] | null;
  /** Whether the record of a key was deleted, and is not only not loaded. */
  isGone?(key: string): boolean;
  /**
   * Whether a record that is begun by a letter, in a group, is there at once, or will be without a question ("later", see
   * `waitForAdded`). Where it is not, letters typed on the line that adds one are refused: nothing would hear the rest of
   * the word.
   */
  takesTyped?(group: number | undefined): boolean | 'later';
  /** Text in the summary bar under a column; the bar is shown when this is given. */
  columnSummary?(column: GridColumn): string | undefined;
  /** CSS colour of the strip at the head of a row, made of any of its cells; undefined for none. */
  rowColor?(row: number): string | undefined;
  /** Number drawn in the row header; default row + 1. */
  rowLabel?(row: number): string;
  /** What is to be known of a row, as that it moves when it is left: the row has a mark and says it. */
  rowNote?(row: number): string | undefined;
}

/** What the grid tells its host. */
export interface GridCallbacks {
  onVisibleRange?(range: VisibleRange): void;
  /** `read`: the rows that the edits' indexes are of, where they were read for it. */
  onEdits?(
    edits: readonly CellEdit[],
    source: EditSource,
    read?: ReadRange,
  ): EditOutcome | Promise<EditOutcome>;
  /** Carries a paste out and answers how many cells it wrote; the host says what was left out, and of none why. */
  onPaste?(paste: Paste, read?: ReadRange): number | Promise<number>;
  /** The browser lets what was read late be copied only by another press: call `copy` from it. */
  onCopyReady?(cells: number, copy: () => void): void;
  /** Something was asked for that is not done; `message` says why. */
  onRefused?(message: string): void;
  /**
   * Text that was written cannot go where it was meant for: it is given up, to be copied. `why`: other than that this is gone;
   * `key`: of the record, where one was meant, which need not be gone.
   */
  onTextLost?(text: string, column: GridColumn, why?: string, key?: string): void;
  onSelectionChange?(selection: GridSelection): void;
  /** Fires one frame after the selection changed; null while a single cell is selected. */
  onRangeSummary?(summary: RangeSummary | null): void;
  onUndo?(): void;
  onRedo?(): void;
  /**
   * `after`: row below which the record goes, null for the end. `group`: index of the group it was asked for in, where
   * rows are grouped. The ghost row, the last line of a group and Shift+Enter call it.
   */
  onAddRecord?(after: number | null, group?: number): void;
  /** Groups are to be collapsed or not, by their keys: one, or all of a level. The host passes `collapsed` anew. */
  onCollapse?(keys: readonly string[], isCollapsed: boolean): void;
  /**
   * Records are to be moved to `groups[group]`, which may be an outer one: by a drag of a row's header or by
   * Alt+Shift+arrow. Ticked ones go together.
   */
  onMoveToGroup?(keys: readonly string[], group: number): void;
  /** Delete or Backspace where rows were ticked and nothing else was chosen since. Without it such a key is refused. */
  onDeleteRows?(keys: readonly string[]): void;
  /** A press or Alt+Up on the summary of a column; `rect` is its place in the bar, to anchor a menu to. */
  onSummaryMenu?(column: GridColumn, rect: Rect): void;
  /** `rect` is the "+" header, to anchor a popover to. */
  onAddColumn?(rect: Rect): void;
  /** `final` is false while dragging, true on release and after autofit. */
  onColumnResize?(column: GridColumn, width: number, final: boolean): void;
  onColumnMenu?(column: GridColumn, rect: Rect): void;
  /** Double click on a header name. */
  onColumnRename?(column: GridColumn, rect: Rect): void;
  /** Space or the expand button of a row header. */
  onExpandRow?(row: number): void;
  onCellMenu?(position: CellPosition, point: { x: number; y: number }): void;
  onOpenLink?(href: string): void;
  onScroll?(scroll: { left: number; top: number }): void;
  /** Short sentences for a live region: edits, clipboard, selection. */
  onAnnounce?(message: string): void;
  /** Opens, updates (error) or, with null, closes the editor. Render it before returning, so that no typed key is lost. */
  onEditor?(request: EditorRequest | null): void;
}

export type RowHeight = 32 | 56 | 88 | 128;

/** Everything about a grid. `update` takes any part of it; what did not change costs nothing. */
export interface GridOptions extends GridSource, GridCallbacks {
  theme: GridTheme;
  /** CSS pixels, default 32. */
  rowHeight?: RowHeight;
  /** Accessible name of the grid. */
  label: string;
  /** Refuses all edits. */
  readonly?: boolean;
  presence?: readonly GridPresence[];
  /** The active cell stands out though the keyboard is elsewhere, as in a box that finds cells. */
  keepsActive?: boolean;
  /** Shows the ghost row, or a line at the end of each open group. Needs `onAddRecord`. */
  canAddRecord?: boolean;
  /** Shows "+" at the end of the header. Needs `onAddColumn`. */
  canAddColumn?: boolean;
  /** Sentences the grid speaks or shows; pass to translate. */
  words?: Partial<GridWords>;
}

/** The grid's own words. */
export interface GridWords {
  addRecord: string;
  addColumn: string;
  row: (label: string) => string;
  loading: string;
  empty: string;
  copied: (cells: number) => string;
  pasted: (cells: number) => string;
  cleared: (cells: number) => string;
  /** Why an act on a range was refused: it has more cells than are done at once. */
  tooManyCells: (most: number) => string;
  selected: (rows: number, columns: number) => string;
  refused: (message: string) => string;
  /** Why nothing can be written to a cell, or with ticked records, that are not read yet. */
  notLoaded: string;
  /** Why a key that acts on cells does nothing where records were ticked last. */
  chooseCells: string;
  /** Why what was typed for a record that was to be added went nowhere. */
  recordNotAdded: string;
  /** Of what was typed or pressed behind a word, where another record or column has come. */
  otherThere: string;
  /** Why a key that acts on cells does nothing where the cursor went with its record. */
  noCell: string;
  /** A record was deleted under the cursor, or while its editor was open. */
  recordGone: string;
  /** A group went away under the cursor, or while records were dragged to it. */
  groupGone: string;
  /** Why an act was refused: other records stand where those were that were chosen. */
  rowsChanged: string;
  /** The same where others moved rows in and out of sight while it read those that were not loaded. */
  groupsChanged: string;
  /** Why nothing can be written in a grid that refuses all edits. */
  readonly: string;
  /** Why a letter makes no record where one is added. */
  enterAdds: string;
  checked: string;
  unchecked: string;
  rating: (value: number, max: number) => string;
  expandRow: string;
  selectAll: string;
  /** The label of a group whose rows have no value in common but that there is none. */
  emptyGroup: string;
  /** A head as it is spoken and told on hover. */
  group: (title: string, label: string, rows: number) => string;
  /** What became of a head, or of all of its level. */
  folded: (head: string, isOpen: boolean) => string;
  /** Where a column has no summary yet. */
  addSummary: string;
}
