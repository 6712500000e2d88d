import { lineY } from './geometry';
import type { GridContext } from './grid-context';
import { headText } from './head-text';
import { pinnedHeads } from './pinned-heads';
import { selectCell } from './selection';
import type { CellPosition } from './selection-types';

interface HeadCursor {
  key: string;
  group: number;
  /** Column that the cursor came from and goes on in. */
  column: number;
}

/** The cursor on heads, while no cell is active, and the folding of groups. */
export class Heads {
  private readonly grid: GridContext;
  private cursor: HeadCursor | null = null;
  /** The head that was pressed, and where it stood: there it stays when groups above it fold with it. */
  private pressed: { key: string; y: number } | null = null;

  constructor(grid: GridContext) {
    this.grid = grid;
  }

  /** The group whose head has the cursor. */
  get at(): number | null {
    return this.cursor?.group ?? null;
  }

  get column(): number {
    return this.cursor?.column ?? this.grid.selection.active?.column ?? 0;
  }

  /** Puts the cursor on a head that the person chose. */
  stand(group: number, column = this.column): void {
    this.grid.ticking.leave();
    this.put(group, column);
  }

  private put(group: number, column: number): void {
    const { grid } = this;
    const definition = grid.extent.rows.heads?.groups[group];
    if (!definition) return;
    this.leave();
    grid.addLine.leave();
    this.cursor = { key: definition.key, group, column };
    grid.damage.addGroup(group);
    grid.setSelection({ ...grid.selection, active: null, range: null });
    grid.requestFrame();
  }

  /** Puts the cursor on the head that a row is folded into, and brings that into view; false where it is shown. */
  standFor({ row, column }: CellPosition): boolean {
    const { rows, rowCount } = this.grid.extent;
    const { heads } = rows;
    if (!heads || row >= rowCount || rows.isShown(row)) return false;
    const group = heads.standIn(heads.groupOf(row));
    this.stand(group, column);
    this.grid.revealHead(group);
    return true;
  }

  /** Takes the cursor off. */
  leave(): void {
    if (this.cursor) this.grid.damage.addGroup(this.cursor.group);
    this.cursor = null;
  }

  /** Moves the cursor by a line; false where no head is among them. */
  step(by: 1 | -1): boolean {
    const { grid } = this;
    const { active } = grid.selection;
    const { heads } = grid.extent.rows;
    const from = this.cursor ? { head: this.cursor.group } : active && { row: active.row };
    if (!heads || !from) return false;
    const to = heads.next(from, by);
    const { column } = this;
    if (to && 'head' in to) {
      this.stand(to.head);
      grid.revealHead(to.head);
    } else if (to) {
      grid.choose(selectCell(grid.selection, { row: to.row, column }, grid.extent), true);
    }
    return true;
  }

  /** Asks the host to fold or unfold a group, or all groups of its level. */
  toggle(group: number, isOfLevel: boolean): void {
    const { layout, scroll, options } = this.grid;
    const { heads } = layout.rows;
    const pressed = heads?.groups[group];
    if (!heads || !pressed) return;
    const isOpen = heads.isOpen(group);
    const keys = isOfLevel
      ? heads.groups
          .filter(({ level }, at) => level === pressed.level && heads.isOpen(at) === isOpen)
          .map(({ key }) => key)
      : [pressed.key];
    const pinned = pinnedHeads(layout, scroll).find((head) => head.group === group);
    this.pressed = { key: pressed.key, y: pinned?.y ?? lineY(layout, scroll, heads.head(group).top) };
    if (!options.onCollapse) return;
    options.onCollapse(keys, isOpen);
    this.grid.announce(this.grid.words.folded(headText(this.grid, group), !isOpen));
  }

  /** Where to scroll for the pressed head to stand where it stood, once, after its group has folded; null for no matter. */
  takeAnchor(): number | null {
    const { pressed } = this;
    const { layout } = this.grid;
    const { heads } = layout.rows;
    this.pressed = null;
    const group = pressed && heads ? heads.groups.findIndex(({ key }) => key === pressed.key) : -1;
    if (!heads || !pressed || group === -1) return null;
    return heads.head(group).top - (pressed.y - layout.bodyTop);
  }

  forgetAnchor(): void {
    this.pressed = null;
  }

  /**
   * Keeps the cursor on a line that is shown: on its group or on what stands for it, on the head that has the place of a
   * group that is gone, and on the head of a group that its row has been folded into, unless somebody types there; call
   * when groups changed.
   */
  follow(): void {
    if (this.cursor) this.followGroup(this.cursor);
    const { grid } = this;
    const { active, range } = grid.selection;
    const { rows, rowCount } = grid.extent;
    // Rows that are gone are none that were folded away.
    if (!active || !range || range.bottom >= rowCount || !rows.heads || grid.isEditing) return;
    if (!rows.isShown(active.row))
      return this.put(rows.heads.standIn(rows.heads.groupOf(active.row)), this.column);
    const top = rows.atRank(rows.rank(range.top));
    const bottom = rows.atRank(rows.rank(range.bottom + 1) - 1);
    if (top !== range.top || bottom !== range.bottom)
      grid.setSelection({ ...grid.selection, range: { ...range, top, bottom } });
  }

  private followGroup(cursor: HeadCursor): void {
    const { grid } = this;
    const { heads } = grid.extent.rows;
    const found = heads?.groups.findIndex(({ key }) => key === cursor.key) ?? -1;
    if (heads && found !== -1) return this.put(heads.standIn(found), cursor.column);
    // Never a cell: keys meant for the group must not reach a record.
    if (heads) return this.put(heads.standIn(Math.min(cursor.group, heads.groups.length - 1)), cursor.column);
    this.leave();
    grid.announce(grid.words.groupGone);
  }
}
