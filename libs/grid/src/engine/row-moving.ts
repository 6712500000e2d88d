import { clamp } from './geometry';
import type { GridContext } from './grid-context';
import { hitTest } from './hit';

/** Pixels that a press moves before it is a drag and no tick. */
const THRESHOLD = 5;

interface Moving {
  row: number;
  startY: number;
  isDrag: boolean;
  isGivenUp: boolean;
}

/** Takes records to another group: by a drag of the row header, or by keys. */
export class RowMoving {
  private readonly grid: GridContext;
  private moving: Moving | null = null;
  private over: number | null = null;

  constructor(grid: GridContext) {
    this.grid = grid;
  }

  /** The group that would get them now. */
  get target(): number | null {
    return this.over;
  }

  get isOffered(): boolean {
    const { options, extent } = this.grid;
    return !!options.onMoveToGroup && !options.readonly && extent.rows.heads !== null;
  }

  /** Whether a press on a row's header may become a drag. */
  begin(row: number, y: number): boolean {
    if (!this.isOffered) return false;
    this.moving = { row, startY: y, isDrag: false, isGivenUp: false };
    return true;
  }

  /** Follows the pointer; true once it is a drag. */
  drag(y: number): boolean {
    const { moving } = this;
    if (!moving || moving.isGivenUp) return false;
    if (Math.abs(y - moving.startY) >= THRESHOLD) moving.isDrag = true;
    if (moving.isDrag) this.aim(this.groupAt(y));
    return moving.isDrag;
  }

  /** Lets go; whether it was a drag. */
  end(): boolean {
    const { moving, over } = this;
    this.cancel();
    if (moving && over !== null) this.move(moving.row, over);
    return moving?.isDrag ?? false;
  }

  cancel(): void {
    this.aim(null);
    this.moving = null;
  }

  /** Moves nothing when the pointer lets go; whether something was on its way. */
  giveUp(): boolean {
    if (!this.moving?.isDrag || this.moving.isGivenUp) return false;
    this.moving.isGivenUp = true;
    this.aim(null);
    return true;
  }

  /** Moves the record under the cursor, with the ticked ones if it is among them, to the next or last innermost group. */
  byKey(by: 1 | -1): void {
    const { extent, selection } = this.grid;
    const { heads } = extent.rows;
    if (!this.isOffered || !heads || !selection.active) return;
    const { row } = selection.active;
    let to = heads.groupOf(row) + by;
    while (heads.groups[to + 1] && heads.level(to + 1) > heads.level(to)) to += by;
    if (heads.groups[to]) this.move(row, to);
  }

  private move(row: number, group: number): void {
    const { grid } = this;
    const key = grid.keyOf(row);
    const { rows } = grid.selection;
    if (key !== undefined) grid.options.onMoveToGroup?.(rows.has(key) ? [...rows.keys] : [key], group);
  }

  private aim(group: number | null): void {
    if (group === this.over) return;
    this.over = group;
    this.grid.damage.addAll();
    this.grid.requestFrame();
  }

  /** The group at a height of the viewport, unless it is the one that the record stands in. */
  private groupAt(y: number): number | null {
    const { layout, scroll, selection } = this.grid;
    const { heads } = layout.rows;
    const { bodyTop, bodyHeight } = layout;
    const hit = hitTest(layout, scroll, 0, clamp(y, bodyTop, bodyTop + bodyHeight - 1));
    const group = 'group' in hit ? hit.group : heads && 'row' in hit ? heads.groupOf(hit.row) : null;
    if (group === null || !heads || !this.moving) return null;
    const { row } = this.moving;
    const { start = 0, count = 0 } = heads.groups[group] ?? {};
    const isAlone = !selection.rows.has(this.grid.keyOf(row)) || selection.rows.count === 1;
    return isAlone && row >= start && row < start + count ? null : group;
  }
}
