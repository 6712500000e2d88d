import { clamp } from './geometry';
import type { GridGroup, GroupHeads, GroupLine, Stop } from './groups';
import { evenSpan, type RowLayout, type RowSpan } from './row-layout';

export const GROUP_HEAD_HEIGHT = 36;
export const ADD_LINE_HEIGHT = 32;

/** A head that is shown and what is under it before the next one. */
interface Block {
  group: number;
  /** Top of the head. */
  top: number;
  /** Where the last line of the group ends, those of inner groups included. */
  end: number;
  start: number;
  /** Rows shown, from `start` on: none unless it is an innermost group that is open. */
  shown: number;
  /** Rows shown before it. */
  rank: number;
  hasAdd: boolean;
}

/** The last of `count` places up to which `holds` is true; -1 for none. */
function lastWhere(count: number, holds: (at: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function parentsOf(groups: readonly GridGroup[]): Int32Array {
  const parents = new Int32Array(groups.length);
  const around: number[] = [];
  groups.forEach(({ level }, at) => {
    while (around.length > 0 && (groups[around.at(-1) as number] as GridGroup).level >= level) around.pop();
    parents[at] = around.at(-1) ?? -1;
    around.push(at);
  });
  return parents;
}

/** Rows of one height under the heads of their groups; what is asked of it takes the logarithm of the number of heads. */
export class GroupedRows implements RowLayout, GroupHeads {
  readonly heads: GroupHeads = this;
  readonly height: number;
  readonly shownCount: number;
  private readonly blocks: readonly Block[];
  private readonly parents: Int32Array;

  /** `groups`: one or more. `canAdd`: a line that adds a record ends each innermost group that is open. */
  constructor(
    readonly rowCount: number,
    readonly rowHeight: number,
    readonly groups: readonly GridGroup[],
    readonly collapsed: ReadonlySet<string>,
    readonly canAdd: boolean,
  ) {
    this.parents = parentsOf(groups);
    const blocks: Block[] = [];
    const open: Block[] = [];
    const endThose = (level: number, end: number): void => {
      while (open.length > 0 && this.level((open.at(-1) as Block).group) >= level)
        (open.pop() as Block).end = end;
    };
    let top = 0;
    let rank = 0;
    let hiding = Infinity;
    groups.forEach((group, at) => {
      if (group.level > hiding) return;
      const isOpen = !collapsed.has(group.key);
      hiding = isOpen ? Infinity : group.level;
      const next = groups[at + 1];
      const isInnermost = next === undefined || next.level <= group.level;
      const start = clamp(group.start, 0, rowCount);
      const end = next === undefined ? rowCount : clamp(next.start, start, rowCount);
      const shown = isOpen && isInnermost ? end - start : 0;
      const hasAdd = isOpen && isInnermost && canAdd;
      endThose(group.level, top);
      const block = { group: at, top, end: top, start, shown, rank, hasAdd };
      blocks.push(block);
      open.push(block);
      top += GROUP_HEAD_HEIGHT + shown * rowHeight + (hasAdd ? ADD_LINE_HEIGHT : 0);
      rank += shown;
    });
    endThose(0, top);
    this.blocks = blocks;
    this.height = top;
    this.shownCount = rank;
  }

  get lineCount(): number {
    return this.blocks.length + this.shownCount;
  }

  rank(row: number): number {
    const { rank, start, shown } = this.blockOf(row);
    return rank + clamp(row - start, 0, shown);
  }

  atRank(rank: number): number {
    const block = this.block(this.lastBlock((candidate) => candidate.rank <= rank));
    return block.start + rank - block.rank;
  }

  isShown(row: number): boolean {
    const { start, shown } = this.blockOf(row);
    return row >= start && row < start + shown;
  }

  line(row: number): number {
    return this.rank(row) + this.indexOf(row) + 1;
  }

  top(row: number): number {
    if (row >= this.rowCount) return this.height;
    const block = this.blockOf(row);
    return rowsTop(block) + clamp(row - block.start, 0, block.shown) * this.rowHeight;
  }

  bottom(row: number): number {
    return this.top(row) + (this.isShown(row) ? this.rowHeight : 0);
  }

  at(y: number): number {
    const block = this.block(this.indexAt(y));
    const within = clamp(Math.floor((y - rowsTop(block)) / this.rowHeight), 0, Math.max(0, block.shown - 1));
    return this.shownCount === 0 ? -1 : this.atRank(clamp(block.rank + within, 0, this.shownCount - 1));
  }

  spans(from: number, to: number): readonly RowSpan[] {
    const spans: RowSpan[] = [];
    // One pixel more at either end, as among even rows.
    for (let at = this.indexAt(from - 1); at < this.blocks.length; at++) {
      const block = this.block(at);
      const top = rowsTop(block);
      if (top > to + 1) break;
      const { start, end } = evenSpan(from - top, to - top, this.rowHeight, block.shown);
      if (start < end) spans.push({ start: block.start + start, end: block.start + end });
    }
    return spans;
  }

  level(group: number): number {
    return (this.groups[group] as GridGroup).level;
  }

  isOpen(group: number): boolean {
    return !this.collapsed.has((this.groups[group] as GridGroup).key);
  }

  parent(group: number): number {
    return this.parents[group] ?? -1;
  }

  groupOf(row: number): number {
    return Math.max(
      0,
      lastWhere(this.groups.length, (at) => (this.groups[at] as GridGroup).start <= row),
    );
  }

  standIn(group: number): number {
    // Those within a collapsed group follow it, and none of them has a block.
    return this.block(this.lastBlock((block) => block.group <= group)).group;
  }

  head(group: number): GroupLine {
    return headOf(this.block(this.indexOfHead(group)));
  }

  end(group: number): number {
    return this.block(this.indexOfHead(group)).end;
  }

  lineOfHead(group: number): number {
    const at = this.indexOfHead(group);
    return this.block(at).rank + at;
  }

  lines(from: number, to: number): readonly GroupLine[] {
    const lines: GroupLine[] = [];
    for (let at = this.indexAt(from); at < this.blocks.length; at++) {
      const block = this.block(at);
      if (block.top > to) break;
      for (const line of [headOf(block), this.addOf(block)])
        if (line && line.top <= to && line.top + line.height > from) lines.push(line);
    }
    return lines;
  }

  lineAt(y: number): GroupLine | null {
    if (y < 0 || y >= this.height) return null;
    const block = this.block(this.indexAt(y));
    if (y < rowsTop(block)) return headOf(block);
    const add = this.addOf(block);
    return add && y >= add.top ? add : null;
  }

  groupAt(y: number): number {
    return this.block(this.indexAt(y)).group;
  }

  next(from: Stop, by: 1 | -1): Stop | null {
    const at = 'row' in from ? this.indexOf(from.row) : this.indexOfHead(from.head);
    const { group, start, shown } = this.block(at);
    if (by === 1) {
      const row = 'row' in from ? from.row + 1 : start;
      if (row < start + shown) return { row };
      const after = this.blocks[at + 1];
      return after ? { head: after.group } : null;
    }
    if ('row' in from) return from.row > start ? { row: from.row - 1 } : { head: group };
    const before = this.blocks[at - 1];
    if (!before) return null;
    return before.shown > 0 ? { row: before.start + before.shown - 1 } : { head: before.group };
  }

  private block(at: number): Block {
    return this.blocks[at] as Block;
  }

  private lastBlock(holds: (block: Block) => boolean): number {
    return Math.max(
      0,
      lastWhere(this.blocks.length, (at) => holds(this.block(at))),
    );
  }

  /** The block that a row stands in, or would if it was shown. */
  private indexOf(row: number): number {
    return this.lastBlock(({ start }) => start <= row);
  }

  private blockOf(row: number): Block {
    return this.block(this.indexOf(row));
  }

  private indexOfHead(group: number): number {
    return this.lastBlock((block) => block.group <= group);
  }

  private indexAt(y: number): number {
    return this.lastBlock(({ top }) => top <= y);
  }

  private addOf(block: Block): GroupLine | null {
    if (!block.hasAdd) return null;
    const top = rowsTop(block) + block.shown * this.rowHeight;
    return { kind: 'add', group: block.group, top, height: ADD_LINE_HEIGHT };
  }
}

function rowsTop(block: Block): number {
  return block.top + GROUP_HEAD_HEIGHT;
}

function headOf({ group, top }: Block): GroupLine {
  return { kind: 'head', group, top, height: GROUP_HEAD_HEIGHT };
}
