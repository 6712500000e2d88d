import { cellRect, intersect, lineY, rangeRect, rowBottom, rowY, type Layout, type Scroll } from './geometry';
import type { Rect } from './options';
import { pinnedHeight } from './pinned-heads';
import type { CellRange } from './selection-types';
import { bodyPanes } from './render/walk';
import { presenceReach, rangeInPane } from './render/marks';

/** What changed since the last frame, kept by meaning and turned into rectangles only when the frame is painted. */
export class Damage {
  private everything = true;
  private header = false;
  private footer = false;
  private readonly rows = new Set<number>();
  private readonly groups = new Set<number>();
  private readonly cells = new Map<string, { row: number; column: number }>();
  private readonly presence = new Map<string, { row: number; column: number }>();
  private readonly ranges: CellRange[] = [];

  get isEmpty(): boolean {
    return (
      !this.everything &&
      !this.header &&
      !this.footer &&
      this.rows.size === 0 &&
      this.groups.size === 0 &&
      this.cells.size === 0 &&
      this.presence.size === 0 &&
      this.ranges.length === 0
    );
  }

  get isEverything(): boolean {
    return this.everything;
  }

  addAll(): void {
    this.everything = true;
  }

  addHeader(): void {
    this.header = true;
  }

  addFooter(): void {
    this.footer = true;
  }

  /** A whole row, its header included. */
  addRow(row: number): void {
    if (this.rows.size > 2_000) this.everything = true;
    else this.rows.add(row);
  }

  /** The head of a group and the line that adds a record to it. */
  addGroup(group: number): void {
    this.groups.add(group);
  }

  addCell(row: number, column: number): void {
    if (this.cells.size > 2_000) this.everything = true;
    else this.cells.set(`${row}:${column}`, { row, column });
  }

  /** A range's cells, outline and fill handle. */
  addRange(range: CellRange | null): void {
    if (range) this.ranges.push(range);
  }

  /** A cell where someone else's mark stands or stood, with its name tag. */
  addPresence(row: number, column: number): void {
    this.presence.set(`${row}:${column}`, { row, column });
  }

  clear(): void {
    this.everything = false;
    this.header = false;
    this.footer = false;
    this.rows.clear();
    this.groups.clear();
    this.cells.clear();
    this.presence.clear();
    this.ranges.length = 0;
  }

  /** The rectangles to repaint at this scroll position; off-screen damage is dropped. */
  regions(layout: Layout, scroll: Scroll): Rect[] {
    const viewport: Rect = { x: 0, y: 0, width: layout.width, height: layout.height };
    if (this.everything) return [viewport];
    const body: Rect = { x: 0, y: layout.bodyTop, width: layout.width, height: layout.bodyHeight };
    const regions: Rect[] = [];
    const add = (rect: Rect, bounds: Rect = body): void => {
      const shown = intersect(rect, bounds);
      if (shown.width > 0 && shown.height > 0) regions.push(shown);
    };
    if (this.header) regions.push({ ...viewport, height: layout.headerHeight });
    if (this.footer && layout.footerHeight > 0) {
      regions.push({ ...viewport, y: layout.height - layout.footerHeight, height: layout.footerHeight });
    }
    for (const row of this.rows) {
      const y = rowY(layout, scroll, row);
      add({ x: 0, y: y - 1, width: layout.width, height: rowBottom(layout, scroll, row) - y + 2 });
    }
    const { heads } = layout.rows;
    if (heads && this.groups.size > 0) {
      // Wherever it stands by nature, a head may be pinned.
      add({ ...body, height: pinnedHeight(layout, scroll) });
      for (const { group, top, height } of heads.lines(scroll.top, scroll.top + layout.bodyHeight))
        if (this.groups.has(group)) add({ ...body, y: lineY(layout, scroll, top), height });
    }
    const paneOf = (column: number): Rect => {
      const [moving, frozen] = bodyPanes(layout);
      return (layout.columns[column]?.frozen ? frozen?.rect : moving?.rect) ?? body;
    };
    for (const { row, column } of this.cells.values()) {
      const cell = cellRect(layout, scroll, { row, column });
      add(cell, paneOf(column));
    }
    for (const { row, column } of this.presence.values()) {
      add(presenceReach(cellRect(layout, scroll, { row, column }), body), paneOf(column));
    }
    for (const range of this.ranges) {
      for (const pane of bodyPanes(layout)) {
        const part = rangeInPane(layout, range, pane);
        if (!part) continue;
        const box = rangeRect(layout, scroll, part);
        // Outline, fill handle and the row numbers that turn bold.
        add({ x: box.x - 2, y: box.y - 2, width: box.width + 8, height: box.height + 8 }, pane.rect);
      }
      const top = rowY(layout, scroll, range.top);
      add({
        x: 0,
        y: top,
        width: layout.rowHeaderWidth,
        height: rowBottom(layout, scroll, range.bottom) - top,
      });
    }
    return regions;
  }
}
