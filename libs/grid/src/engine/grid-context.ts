import type { AddLine } from './add-line';
import type { Damage } from './damage';
import type { Heads } from './heads';
import type { Layout, Scroll } from './geometry';
import type { Hit } from './hit';
import type { CellEdit, EditOutcome, EditSource, GridOptions, GridWords, ReadRange, Rect } from './options';
import type { Pen } from './render/pen';
import type { RowMoving } from './row-moving';
import type { Scene } from './scene';
import type { Extent } from './selection';
import type { CellPosition, CellRange, GridSelection } from './selection-types';
import type { Ticking } from './ticking';

/** What the grid's parts (pointer, keys, clipboard, editing) may see and do; the engine implements it. */
export interface GridContext {
  readonly options: GridOptions;
  readonly words: GridWords;
  readonly layout: Layout;
  readonly scroll: Scroll;
  readonly selection: GridSelection;
  /** Where the cursor was last, when there is none; null where it never was. */
  readonly stoodAt: CellPosition | null;
  readonly extent: Extent;
  readonly damage: Damage;
  readonly ticking: Ticking;
  readonly heads: Heads;
  readonly addLine: AddLine;
  readonly moving: RowMoving;
  readonly isEditing: boolean;
  /** The pen, for measuring only. */
  readonly measuring: Pen;
  /** The key of a row; its own number where the host names no records; undefined while it is not loaded. */
  keyOf(row: number): string | undefined;
  rowOf(key: string): number | undefined;
  /** As `keyOf`, and of a selected row that is not loaded the record that was chosen there, where that is known. */
  chosenKey(row: number): string | undefined;
  /** Whether the selected range may hold records that came when it was chosen already. */
  readonly mayHoldOthers: boolean;
  /** Whether the record of a key was deleted, and is not only not loaded. */
  isGone(key: string): boolean;
  scene(): Scene;
  requestFrame(): void;
  /** Selects what the person chose: from now on their keys are meant for it, and not for what was ticked before. */
  choose(selection: GridSelection, reveal?: boolean): void;
  /** Selects what is no choice of the person's. `reveal` scrolls the moving end of the selection into view. */
  setSelection(selection: GridSelection, reveal?: boolean): void;
  setHover(hover: Hit): void;
  setFill(fill: CellRange | null): void;
  setCopied(range: CellRange | null): void;
  scrollTo(scroll: Scroll): void;
  reveal(position: CellPosition): void;
  revealHead(group: number): void;
  /** Scrolls a line into view that heads of so many levels may be pinned above. */
  revealLine(line: { top: number; height: number }, level: number): void;
  /** Scrolls sideways only. */
  revealColumn(column: number): void;
  /** Hands edits to the host and repaints their cells; announces a refusal. Nothing happens without edits. */
  applyEdits(
    edits: readonly CellEdit[],
    source: EditSource,
    read?: ReadRange,
  ): EditOutcome | Promise<EditOutcome>;
  /** Selects a range whose last rows may yet have to come. */
  selectWhenThere(range: CellRange): void;
  invalidate(): void;
  openEditor(position: CellPosition, initialText: string | null): boolean;
  /** Tells once, while a cell is the active one, why nothing can be written there. */
  tellLocked(position: CellPosition): void;
  /** Takes the keyboard; an open editor loses focus and commits. */
  takeFocus(): void;
  headerRect(column: number): Rect;
  /** Place of a column in the summary bar. */
  summaryRect(column: number): Rect;
  resizeColumn(column: number, width: number, final: boolean): void;
  autofit(column: number): void;
  announce(message: string): void;
}
