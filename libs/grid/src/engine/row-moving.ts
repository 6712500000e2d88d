import { clamp } from './geometry';
import type { GridContext } from './grid-context';
import type { GridGroup } from './groups';
import { hitTest } from './hit';

/** Pixels that a press moves before it is a drag and no tick. */
const THRESHOLD = 5;

interface Moving {
  /** The record that was pressed: rows come and go before the pointer lets go. */
  key: string;
  startY: number;
  isDrag: boolean;
  isGivenUp: boolean;
}

/** Takes records to another group: by a drag of the row header, or by keys. */
export class RowMoving {
  private readonly grid: GridContext;
  private moving: Moving | null = null;
  /** Key of the group that would get the records now. */
  private over: string | null = null;

  constructor(grid: GridContext) {
    this.grid = grid;
  }

  /** The group that would get them now, where it stands now. */
  get target(): number | null {
    const { over } = this;
    const at = over === null ? -1 : this.groups.findIndex(({ key }) => key === over);
    return at === -1 ? null : at;
  }

  get isOffered(): boolean {
    const { options, extent } = this.grid;
    return !!options.onMoveToGroup && !options.readonly && extent.rows.heads !== null;
  }

  /** Whether a press on a row's header may become a drag. */
  begin(row: number, y: number): boolean {
    const key = this.grid.keyOf(row);
    if (!this.isOffered || key === undefined) return false;
    this.moving = { key, startY: y, isDrag: false, isGivenUp: false };
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

  /** Lets go; whether it was a drag. Nothing moves when the record or the group is gone by then. */
  end(): boolean {
    const { moving, over, target, grid } = this;
    this.cancel();
    if (moving && over !== null) {
      if (grid.options.isGone?.(moving.key)) grid.announce(grid.words.recordGone);
      else if (target === null) grid.announce(grid.words.groupGone);
      else this.move(moving.key, target);
    }
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
    const key = this.grid.keyOf(row);
    if (heads.groups[to] && key !== undefined) this.move(key, to);
  }

  private get groups(): readonly GridGroup[] {
    return this.grid.extent.rows.heads?.groups ?? [];
  }

  private move(key: string, group: number): void {
    const { options, selection } = this.grid;
    options.onMoveToGroup?.(selection.rows.has(key) ? [...selection.rows.keys] : [key], group);
  }

  private aim(group: string | null): void {
    if (group === this.over) return;
    this.over = group;
    this.grid.damage.addAll();
    this.grid.requestFrame();
  }

  /** Key of the group at a height of the viewport, unless it is the one that the record stands in. */
  private groupAt(y: number): string | null {
    const { layout, scroll, selection } = this.grid;
    const { heads } = layout.rows;
    const { bodyTop, bodyHeight } = layout;
    const hit = hitTest(layout, scroll, 0, clamp(y, bodyTop, bodyTop + bodyHeight - 1));
    const group = 'group' in hit ? hit.group : heads && 'row' in hit ? heads.groupOf(hit.row) : null;
    if (group === null || !heads || !this.moving) return null;
    const { key } = this.moving;
    const row = this.grid.rowOf(key) ?? -1;
    const aimed = heads.groups[group];
    const isAlone = !selection.rows.has(key) || selection.rows.count === 1;
    return !aimed || (isAlone && row >= aimed.start && row < aimed.start + aimed.count) ? null : aimed.key;
  }
}
