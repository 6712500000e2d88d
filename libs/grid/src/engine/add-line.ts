import { addAtEnd, addInGroup } from './add-record';
import { columnX, type ColumnBox, lineY } from './geometry';
import type { GridContext } from './grid-context';
import { ADD_LINE_HEIGHT } from './grouped-rows';
import { canAddRecord } from './lay-out-rows';
import type { Rect } from './options';
import { selectCell } from './selection';
import type { CellPosition, CellRange } from './selection-types';

/** A line that adds a record, below all rows or to a group, and a column of it. */
export interface AddPlace {
  group: number | undefined;
  column: number;
}

/** The cursor on a line that adds a record, while no cell is active: who types there begins a record. */
export class AddLine {
  private cursor: { group: number | undefined; key: string | undefined; columnId: string } | null = null;
  /** The record that was added last, until the person stands on another. */
  private added: string | undefined;

  constructor(private readonly grid: GridContext) {}

  get at(): AddPlace | null {
    const { cursor } = this;
    return cursor && { group: cursor.group, column: this.columnOf(cursor.columnId) };
  }

  /** The cell of the line that has the cursor, as the range that a paste begins at. */
  get range(): CellRange | null {
    const { at } = this;
    const { rowCount } = this.grid.extent;
    return at && { top: rowCount, bottom: rowCount, left: at.column, right: at.column };
  }

  /** That cell in the viewport. */
  get rect(): Rect | null {
    const { at } = this;
    const { layout, scroll } = this.grid;
    const box = at && (layout.columns[at.column] as ColumnBox | undefined);
    if (!at || !box) return null;
    const { top, height } = this.lineOf(at.group);
    return { x: columnX(layout, scroll, at.column), y: lineY(layout, scroll, top), width: box.width, height };
  }

  /** Puts the cursor on the line that adds a record, in a column; false where the grid has no such line. */
  stand(group: number | undefined, column: number): boolean {
    const { grid } = this;
    const definition = grid.options.columns[column];
    const { heads } = grid.extent.rows;
    const isOffered = definition && canAddRecord(grid.options) && (group === undefined) === !heads;
    if (!isOffered) return false;
    grid.ticking.leave();
    grid.heads.leave();
    this.leave();
    const key = group === undefined ? undefined : heads?.groups[group]?.key;
    // First: who hears that no cell is active asks what is.
    this.cursor = { group, key, columnId: definition.id };
    grid.setSelection({ ...grid.selection, active: null, range: null });
    this.damage();
    grid.revealLine(this.lineOf(group), group === undefined || !heads ? 0 : heads.level(group) + 1);
    grid.revealColumn(column);
    return true;
  }

  /** Takes the row of a record that was just added: wherever a sort has taken it, who is done with it goes on adding. */
  remember(row: number): void {
    this.added = this.grid.keyOf(row);
  }

  /**
   * Puts the cursor on the line below a row where that is the last one before such a line, or on the line of its group
   * where it was just added; false elsewhere.
   */
  standBelow(row: number, column: number): boolean {
    const { rows } = this.grid.extent;
    const { heads } = rows;
    const next = rows.rank(row) + 1;
    const group = heads?.groupOf(row);
    if (!rows.isShown(row)) return false;
    const isLast = next >= rows.shownCount || heads?.groupOf(rows.atRank(next)) !== group;
    const isAdded = this.added !== undefined && this.grid.keyOf(row) === this.added;
    return (isLast || isAdded) && this.stand(group, column);
  }

  /** Makes the record and stands in the column of the cursor; null where the host does not make it at once. */
  make(): CellPosition | null {
    const { grid, at } = this;
    if (!at) return null;
    if (at.group === undefined) addAtEnd(grid);
    else addInGroup(grid, at.group);
    const { active } = grid.selection;
    if (!active) return null;
    const place = { row: active.row, column: at.column };
    grid.choose(selectCell(grid.selection, place, grid.extent), true);
    return place;
  }

  /** Takes the cursor off: the person stands on a row. */
  leaveFor(row: number): void {
    const key = this.grid.keyOf(row);
    if (key !== undefined && key !== this.added) this.added = undefined;
    this.leave();
  }

  /** Takes the cursor off. */
  leave(): void {
    if (this.cursor) this.damage();
    this.cursor = null;
  }

  /** Keeps the cursor with its line and column, or on the head that the line is folded into; call when these changed. */
  follow(): void {
    const { cursor, grid } = this;
    if (!cursor) return;
    const { heads } = grid.extent.rows;
    const group = heads?.groups.findIndex(({ key }) => key === cursor.key) ?? -1;
    const column = this.columnOf(cursor.columnId);
    const isHere = canAddRecord(grid.options) && column !== -1;
    if (!isHere || (group === -1) !== (cursor.key === undefined) || !heads !== (group === -1)) {
      this.leave();
      return;
    }
    this.cursor = { ...cursor, group: heads ? group : undefined };
    if (heads && (heads.standIn(group) !== group || !heads.isOpen(group)))
      grid.heads.stand(heads.standIn(group), column);
    else this.damage();
  }

  /** The row before the line, -1 where there is none. */
  rowBefore({ group }: AddPlace): number {
    const { rows, rowCount } = this.grid.extent;
    const { heads } = rows;
    if (group === undefined) return rowCount - 1;
    const { start = 0, count = 0 } = heads?.groups[group] ?? {};
    // Rows that a group does not count yet stand in it too.
    const last = Math.max(start + count, heads?.groups[group + 1]?.start ?? rowCount) - 1;
    return last < start ? -1 : Math.min(last, rowCount - 1);
  }

  damage(): void {
    const { grid } = this;
    const group = this.cursor?.group;
    if (group === undefined) grid.damage.addRow(grid.options.rowCount);
    else grid.damage.addGroup(group);
    grid.requestFrame();
  }

  private columnOf(columnId: string): number {
    return this.grid.options.columns.findIndex(({ id }) => id === columnId);
  }

  private lineOf(group: number | undefined): { top: number; height: number } {
    const { rows, ghostHeight } = this.grid.layout;
    if (group === undefined || !rows.heads) return { top: rows.height, height: ghostHeight };
    return { top: rows.heads.end(group) - ADD_LINE_HEIGHT, height: ADD_LINE_HEIGHT };
  }
}
