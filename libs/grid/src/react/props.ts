import type { CSSProperties, ReactNode, Ref } from 'react';
import type { Cell } from '../engine/cell';
import type { GridColumn } from '../engine/column';
import type { EditorFate, EditValue, GridOptions, Move, Rect } from '../engine/options';
import type { CellPosition, GridSelection, RangeSummary } from '../engine/selection-types';

/** What `renderEditor` gets: everything an editor needs to show, offer and drop a value. */
export interface EditorProps {
  /** Changes with each opening: use it as the React key. */
  id: number;
  cell: Cell;
  row: number;
  column: GridColumn;
  /** Of the cell, relative to the grid. The editor is already placed there; it may grow beyond. */
  rect: Rect;
  /** Text that opened the editor by typing (replaces the value), or null to edit the present value. */
  initialText: string | null;
  /** Why the last commit was refused; show it and keep the text. */
  error: string | null;
  /**
   * Offers a value: `{ type: 'text', text }` or `{ type: 'value', value }`; null when nothing was changed. Resolves to
   * whether it was taken.
   */
  commit(value: EditValue | null, move?: Move): Promise<boolean>;
  cancel(): void;
  /** Closes as one whose cell is gone: what is in it is of no use to the cell as it has become. Nothing is selected then. */
  lose(): void;
  /** `ended` once it was taken or cancelled; `hidden` when its column, `left` when its grid, `lost` when its cell otherwise went away under it. */
  fate(): EditorFate;
}

/** Methods on the ref of `<DataGrid>`. */
export interface DataGridHandle {
  focus(): void;
  /** Repaints these cells in the next frame; `undefined`: all. Call it when cells changed without a prop changing. */
  invalidate(cells?: readonly { row: number; columnId?: string }[]): void;
  scrollTo(row: number, columnId?: string): void;
  /** Scrolls sideways until the column is in view; false while the grid has no such column. */
  revealColumn(columnId: string): boolean;
  select(position: CellPosition | null): void;
  /** Selects a cell of a record that was just added, whoever asked for it: Enter goes on adding there, wherever it stands. */
  selectAdded(position: CellPosition): void;
  /** Whether the cursor is on the line that adds a record: no cell is active then. */
  isOnAddLine(): boolean;
  selection(): GridSelection;
  /** The part of the active cell's row that is in view, in pixels of the viewport; null for none. */
  activeRow(): Rect | null;
  /** Unticks records that are gone; none keeps the cursor that somebody else deleted. */
  forgetRows(keys: Iterable<string>): void;
  /** Unticks all records. */
  untick(): void;
  /** Leaves but the cursor of what is selected, where nobody can say which records are gone. */
  forgetAllRows(): void;
  /** Whether text was written that no editor has taken yet, e.g. while its record is read: it is lost with the page. */
  holdsText(): boolean;
  /**
   * Does what is typed from now on once a record is added that the host has yet to add: `added` settles when it has the
   * cursor (true), or was given up.
   */
  waitForAdded(added: Promise<boolean>): void;
  /** Opens the editor of a cell as if it was double-clicked. */
  edit(position: CellPosition): void;
}

/**
 * Props of `<DataGrid>`: the engine's options plus rendering hooks. Functions may change identity on every render at no
 * cost; `columns`, `theme`, `presence` repaint when their identity changes.
 */
export interface DataGridProps extends Omit<GridOptions, 'onEditor' | 'theme'> {
  /** Absent: read from CSS custom properties of the grid's element (see `themeFromCss`). */
  theme?: GridOptions['theme'];
  /** The editor of a cell; null: a plain text input. */
  renderEditor?(props: EditorProps): ReactNode;
  /** A status line under the grid; `summary` is null while one cell is selected. */
  renderStatus?(summary: RangeSummary | null, selection: GridSelection | null): ReactNode;
  /** Shown in the middle when there are no rows. */
  empty?: ReactNode;
  className?: string;
  style?: CSSProperties;
  ref?: Ref<DataGridHandle>;
}
