import type { Cell } from './cell';
import type { GridColumn } from './column';

/** A run of rows that stand equal in what they are grouped by. */
export interface GridGroup {
  /** What `collapsed` and `onCollapse` name it by; it stays when the groups are read again. */
  key: string;
  /** 0 is the outermost. */
  level: number;
  /** Index of its first row; rows of collapsed groups count. */
  start: number;
  /** Rows. */
  count: number;
}

/** What the head of a group says. */
export interface GroupHead {
  /** What its rows have in common, painted as the field paints it; null: they are empty there. */
  label: Cell | null;
  /** The field's name, for the tooltip and for screen readers. */
  title: string;
}

/** Heads between the rows. The functions run while painting: keep them look-ups. */
export interface GroupSource {
  /**
   * In the order of rows, each before those within it; from the first row on without a gap. Rows that they do not count
   * yet stand in the group before. None, or an empty array: no heads. A new array is laid out anew, in time that grows
   * with it; a frame's does not.
   */
  groups?: readonly GridGroup[];
  /** Keys of the groups whose rows and inner heads are not shown. Pass a new set to change it. */
  collapsed?: ReadonlySet<string>;
  /** What the head of `groups[index]` says; needed where there are groups. */
  groupHead?(index: number): GroupHead;
  /** Text of a column that scrolls in the head of `groups[index]`. */
  groupSummary?(index: number, column: GridColumn): string | undefined;
}

/** A line that is no row: the head of `groups[group]`, or the one that adds a record to it. */
export interface GroupLine {
  kind: 'head' | 'add';
  group: number;
  /** Pixels from the first line's top, unscrolled. */
  top: number;
  height: number;
}

/** A place that the cursor stops at on its way down. */
export type Stop = { row: number } | { head: number };

/** The heads among the rows. Groups go by their index in `groups`; shown are those within no collapsed one. */
export interface GroupHeads {
  readonly groups: readonly GridGroup[];
  level(group: number): number;
  isOpen(group: number): boolean;
  /** The group around one; -1 around an outermost. */
  parent(group: number): number;
  /** The innermost group that a row stands in. */
  groupOf(row: number): number;
  /** The head that stands for a group: its own, or that of the collapsed group it is within. */
  standIn(group: number): number;
  head(group: number): GroupLine;
  /** Where the last line of a group ends. */
  end(group: number): number;
  /** Lines before a head. */
  lineOfHead(group: number): number;
  /** Heads and adding lines of which something lies in `from … to`, in their order. */
  lines(from: number, to: number): readonly GroupLine[];
  lineAt(y: number): GroupLine | null;
  /** The group whose head is the last one at or above a height. */
  groupAt(y: number): number;
  /** What stands next to a shown row or head; null at either end. */
  next(from: Stop, by: 1 | -1): Stop | null;
}
