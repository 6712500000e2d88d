import type { AddPlace } from './add-line';
import type { CellOrLoading } from './cell';
import type { GridColumn } from './column';
import type { Layout, Scroll } from './geometry';
import type { GroupHead } from './groups';
import type { Hit } from './hit';
import type { GridPresence, GridWords } from './options';
import type { CellRange, GridSelection } from './selection-types';

/** Everything one frame shows. Painting the same scene into any part of the canvas gives the same pixels there. */
export interface Scene {
  layout: Layout;
  scroll: Scroll;
  columns: readonly GridColumn[];
  getCell(row: number, column: GridColumn): CellOrLoading;
  rowLabel(row: number): string;
  rowColor?(row: number): string | undefined;
  rowNote?(row: number): string | undefined;
  columnSummary?(column: GridColumn): string | undefined;
  groupHead?(group: number): GroupHead;
  groupSummary?(group: number, column: GridColumn): string | undefined;
  /** The group whose head has the cursor. */
  headAt: number | null;
  /** The line that adds a record and the column of it that have the cursor. */
  addLineAt: AddPlace | null;
  /** The group that rows are dragged to. */
  moveTarget: number | null;
  selection: GridSelection;
  isTicked(row: number): boolean;
  /** Whether all rows that are shown are ticked. */
  isAllTicked(): boolean;
  /** Whether the grid has the focus, or looks as if: the outline of the active cell pales without it. */
  isFocused: boolean;
  /** Range under the fill handle while dragging. */
  fill: CellRange | null;
  /** Range that was copied or cut, outlined with dashes. */
  copied: CellRange | null;
  hover: Hit;
  presence: readonly GridPresence[];
  /** False hides the fill handle and the pointer's invitations to edit. */
  canEdit: boolean;
  canExpand: boolean;
  canMoveRows: boolean;
  /** Nothing hovers: what a mouse finds by hovering shows on the active row and on every header. */
  isTouched: boolean;
  hasColumnMenu: boolean;
  hasSummaryMenu: boolean;
  words: GridWords;
}
