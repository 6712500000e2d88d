export type {
  Cell,
  CellKind,
  CellOrLoading,
  CheckboxCell,
  DateCell,
  LinkTextCell,
  LinksCell,
  MultiSelectCell,
  NumberCell,
  Person,
  PersonCell,
  Pill,
  RatingCell,
  SelectCell,
  SystemCell,
  TextCell,
} from './engine/cell';
export { copyTextOf } from './engine/cells/registry';
export { parseTsv, toHtmlTable, toTsv } from './engine/clipboard';
export type { GridColumn, IconNode } from './engine/column';
export { contrast, readableOn } from './engine/contrast';
export { moveForKey } from './engine/editing';
export { GridEngine } from './engine/grid';
export type { GridGroup, GroupHead, GroupSource } from './engine/groups';
export type {
  CellEdit,
  EditOutcome,
  EditSource,
  EditValue,
  EditorRequest,
  GridCallbacks,
  GridOptions,
  GridPresence,
  GridSource,
  GridWords,
  Move,
  Paste,
  PastedRow,
  ReadRange,
  Rect,
  RowHeight,
  VisibleRange,
} from './engine/options';
export type { RowSpan } from './engine/row-layout';
export { writesSign, writeText } from './engine/key-in-text';
export { type KeyPress, letterOf } from './engine/keyboard';
export { replayKey } from './engine/replay-key';
export { GRID_SHORTCUTS, type Shortcut } from './engine/shortcuts';
export type { CellPosition, CellRange, GridSelection, RangeSummary } from './engine/selection-types';
export { TickedRows } from './engine/ticked-rows';
export { DARK_THEME, LIGHT_THEME, type GridTheme } from './engine/theme';
export { DARK_PILLS, LIGHT_PILLS, type PillColors } from './engine/theme-pills';
export type { DataGridHandle, DataGridProps, EditorProps } from './react/props';
export { DataGrid } from './react/data-grid';
export { TextEditor } from './react/text-editor';
export { themeFromCss } from './react/theme-from-css';
export { ENGLISH } from './engine/words';
