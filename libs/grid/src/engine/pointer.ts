import { addAtEnd, addInGroup } from './add-record';
import { rendererOf } from './cells/registry';
import { fillRange } from './commands';
import { editableCell } from './edits';
import { cellRect, clamp, columnWidth } from './geometry';
import type { GridContext } from './grid-context';
import { columnAt, hitTest, rowAt, type Hit } from './hit';
import { fillHandleRect } from './render/marks';
import { extendTo, fillTarget, isInRange, selectCell, selectColumn } from './selection';
import type { CellPosition, CellRange } from './selection-types';

type Drag =
  | { kind: 'range' }
  | { kind: 'columns' }
  | { kind: 'rows' }
  | { kind: 'fill'; source: CellRange }
  | { kind: 'resize'; columnId: string; startX: number; startWidth: number };

interface Point {
  x: number;
  y: number;
}

/** Pixels per frame scrolled for each pixel that a drag is beyond the edge. */
const DRAG_SCROLL = 0.35;

/** What is under a hit, by record, column and group rather than by places, which others move. */
function placeOf(hit: Hit, { rowKey, columns, groups }: GridContext['options']): string {
  const { area, row, column, group, part } = { row: -1, column: -1, group: -1, part: '', ...hit };
  const key = row < 0 ? '' : (rowKey?.(row) ?? row);
  return [area, key, columns[column]?.id, groups?.[group]?.key, part].join(' ');
}

/** Turns mouse, pen and touch on the scroll container into selection, drags, in-place edits and callbacks. */
export class PointerInput {
  private drag: Drag | null = null;
  private at: Point | null = null;
  private wasActive = false;
  /** What was pressed; null where a finger did, whose click says it. A click elsewhere is the end of a drag. */
  private pressed: string | null = null;
  private pointerType: string;
  private dragFrame = 0;

  constructor(
    private readonly surface: HTMLElement,
    private readonly grid: GridContext,
  ) {
    const hovers = surface.ownerDocument.defaultView?.matchMedia?.('(hover: none)').matches !== true;
    this.pointerType = hovers ? 'mouse' : 'touch';
    surface.addEventListener('pointerdown', this.handleDown);
    surface.addEventListener('mousedown', this.keepFocus);
    surface.addEventListener('pointermove', this.handleMove);
    surface.addEventListener('pointerup', this.handleUp);
    surface.addEventListener('pointercancel', this.handleCancel);
    surface.addEventListener('pointerleave', this.handleLeave);
    surface.addEventListener('click', this.handleClick);
    surface.addEventListener('dblclick', this.handleDoubleClick);
    surface.addEventListener('contextmenu', this.handleContextMenu);
  }

  dispose(): void {
    cancelAnimationFrame(this.dragFrame);
  }

  get isTouch(): boolean {
    return this.pointerType === 'touch';
  }

  /** Finds anew what is under a resting pointer; call after scrolling. */
  refreshHover(): void {
    if (this.at && !this.drag && this.pointerType !== 'touch') this.hover(this.at);
  }

  private point(event: MouseEvent): Point {
    const box = this.surface.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  private hit({ x, y }: Point): Hit {
    return hitTest(this.grid.layout, this.grid.scroll, x, y);
  }

  private isOnHandle({ x, y }: Point): boolean {
    const handle = fillHandleRect(this.grid.scene());
    if (!handle || y > this.grid.layout.height - this.grid.layout.footerHeight) return false;
    return (
      x >= handle.x - 3 &&
      x <= handle.x + handle.width + 3 &&
      y >= handle.y - 3 &&
      y <= handle.y + handle.height + 3
    );
  }

  private readonly keepFocus = (event: MouseEvent): void => {
    const { x, y } = this.point(event);
    // Presses on the scroll bars are the browser's.
    if (x < this.grid.layout.width && y < this.grid.layout.height) event.preventDefault();
  };

  private readonly handleDown = (event: PointerEvent): void => {
    this.heed(event.pointerType);
    this.pressed = null;
    if (event.button !== 0 || event.pointerType === 'touch') return;
    const at = this.point(event);
    if (at.x >= this.grid.layout.width || at.y >= this.grid.layout.height) return;
    this.pressed = placeOf(this.hit(at), this.grid.options);
    this.drag = this.begin(at, event.shiftKey);
    // After selecting: an editor that loses the focus commits now, and if it is refused its cell must win.
    this.grid.takeFocus();
    if (this.grid.isEditing) this.drag = null;
    if (this.drag) this.surface.setPointerCapture(event.pointerId);
  };

  /** What shows by itself depends on whether anything can hover. */
  private heed(pointerType: string): void {
    if ((pointerType === 'touch') !== this.isTouch) this.grid.damage.addAll();
    this.pointerType = pointerType;
  }

  /** Selects what was pressed and says which drag the press starts. */
  private begin(at: Point, shift: boolean): Drag | null {
    const { grid } = this;
    const { selection, extent } = grid;
    const { range } = selection;
    if (range && this.isOnHandle(at)) return { kind: 'fill', source: range };
    const hit = this.hit(at);
    if (hit.area === 'cell') {
      this.wasActive = selection.active?.row === hit.row && selection.active.column === hit.column;
      const to = { row: hit.row, column: hit.column };
      grid.choose(shift ? extendTo(selection, to, extent) : selectCell(selection, to, extent), true);
      return { kind: 'range' };
    }
    if (hit.area === 'row-header' && hit.part === 'check' && !shift && grid.moving.begin(hit.row, at.y))
      return { kind: 'rows' };
    if (hit.area === 'column-header' && hit.part === 'resize') {
      const column = grid.options.columns[hit.column];
      return column
        ? { kind: 'resize', columnId: column.id, startX: at.x, startWidth: columnWidth(column) }
        : null;
    }
    if (hit.area === 'column-header' && hit.part === 'name') {
      grid.choose(selectColumn(selection, hit.column, shift, extent));
      return { kind: 'columns' };
    }
    return null;
  }

  private readonly handleMove = (event: PointerEvent): void => {
    this.heed(event.pointerType);
    const at = this.point(event);
    this.at = at;
    if (!this.drag) {
      if (event.pointerType !== 'touch') this.hover(at);
      return;
    }
    this.dragTo(at);
    if (this.drag.kind !== 'resize') this.scrollWhileDragging();
  };

  private dragTo(at: Point): void {
    const { grid, drag } = this;
    if (!drag) return;
    if (drag.kind === 'resize') {
      this.resize(drag, at, false);
      return;
    }
    if (drag.kind === 'rows') {
      if (grid.moving.drag(at.y)) this.surface.style.cursor = 'grabbing';
      return;
    }
    const to = this.nearestCell(at);
    if (!to) return;
    if (drag.kind === 'range') grid.choose(extendTo(grid.selection, to, grid.extent));
    else if (drag.kind === 'columns') grid.choose(selectColumn(grid.selection, to.column, true, grid.extent));
    else {
      const source = this.sourceNow(drag.source);
      grid.setFill(source && fillTarget(source, to));
    }
  }

  private resize(drag: Extract<Drag, { kind: 'resize' }>, at: Point, final: boolean): void {
    const column = this.grid.options.columns.findIndex(({ id }) => id === drag.columnId);
    if (column >= 0) this.grid.resizeColumn(column, drag.startWidth + at.x - drag.startX, final);
  }

  /** Where the cells that a fill began from are now: selected still, or else nothing is filled from them. */
  private sourceNow(source: CellRange): CellRange | null {
    const { range } = this.grid.selection;
    const isWhole =
      range !== null &&
      range.bottom - range.top === source.bottom - source.top &&
      range.right - range.left === source.right - source.left;
    return isWhole ? range : null;
  }

  /** The cell under the point, or the nearest one when the point is outside the body. */
  private nearestCell({ x, y }: Point): CellPosition | null {
    const { layout, scroll, extent } = this.grid;
    if (extent.rows.shownCount === 0 || extent.columnCount === 0) return null;
    const row = rowAt(layout, scroll, clamp(y, layout.bodyTop, layout.bodyTop + layout.bodyHeight - 1));
    const inside = clamp(x, layout.rowHeaderWidth, layout.width - 1);
    const column = columnAt(layout, scroll, inside);
    return { row, column: column === -1 ? extent.columnCount - 1 : column };
  }

  private scrollWhileDragging(): void {
    cancelAnimationFrame(this.dragFrame);
    const { layout } = this.grid;
    const { at } = this;
    if (!at || !this.drag) return;
    const beyond = (value: number, low: number, high: number): number =>
      value < low ? value - low : value > high ? value - high : 0;
    const down =
      this.drag.kind === 'columns' ? 0 : beyond(at.y, layout.bodyTop, layout.bodyTop + layout.bodyHeight);
    const right = beyond(at.x, layout.paneLeft, layout.width - 8);
    const isPulling = right > 0 || (right < 0 && this.grid.scroll.left > 0);
    if (down === 0 && !isPulling) return;
    this.dragFrame = requestAnimationFrame(() => {
      const { left, top } = this.grid.scroll;
      this.grid.scrollTo({
        left: left + (isPulling ? right * DRAG_SCROLL : 0),
        top: top + down * DRAG_SCROLL,
      });
      if (this.at) this.dragTo(this.at);
      this.scrollWhileDragging();
    });
  }

  private readonly handleUp = (event: PointerEvent): void => {
    const { drag, grid } = this;
    this.drag = null;
    cancelAnimationFrame(this.dragFrame);
    if (!drag) return;
    const at = this.point(event);
    if (drag.kind === 'resize') this.resize(drag, at, true);
    else if (drag.kind === 'fill') this.finishFill(drag.source);
    // A drag that comes back to its row does not tick it.
    else if (drag.kind === 'rows' && grid.moving.end()) this.pressed = 'a drag';
  };

  private finishFill(begun: CellRange): void {
    const { grid } = this;
    const to = this.at && this.nearestCell(this.at);
    grid.setFill(null);
    const source = this.sourceNow(begun);
    if (!to || !source) return;
    const target = fillTarget(source, to);
    grid.choose({ ...grid.selection, range: target });
    fillRange(grid, source, target);
  }

  private readonly handleCancel = (): void => {
    cancelAnimationFrame(this.dragFrame);
    this.drag = null;
    this.grid.moving.cancel();
    this.grid.setFill(null);
  };

  private readonly handleLeave = (): void => {
    this.at = null;
    if (!this.drag) this.grid.setHover({ area: 'outside' });
  };

  private hover(at: Point): void {
    const hit = this.hit(at);
    this.grid.setHover(hit);
    this.surface.style.cursor = this.cursorFor(hit, at);
  }

  private cursorFor(hit: Hit, at: Point): string {
    if (this.isOnHandle(at)) return 'crosshair';
    switch (hit.area) {
      case 'column-header':
        return hit.part === 'resize' ? 'col-resize' : hit.part === 'menu' ? 'pointer' : 'default';
      case 'row-header':
      case 'corner':
      case 'ghost-row':
      case 'add-column':
      case 'group-head':
      case 'group-add':
        return 'pointer';
      case 'summary':
        return this.grid.options.onSummaryMenu ? 'pointer' : 'default';
      case 'cell':
        return this.actionAt(hit) ? 'pointer' : 'default';
      default:
        return 'default';
    }
  }

  private actionAt(
    hit: Extract<Hit, { area: 'cell' }>,
  ): ReturnType<NonNullable<ReturnType<typeof rendererOf>['hit']>> {
    const { grid } = this;
    const column = grid.options.columns[hit.column];
    const cell = column ? grid.options.getCell(hit.row, column) : 'loading';
    if (cell === 'loading') return null;
    const box = cellRect(grid.layout, grid.scroll, hit);
    const action = rendererOf(cell).hit?.(grid.measuring, cell, box, hit.x, hit.y) ?? null;
    if (action?.type === 'edit' && !editableCell(grid.options, hit.row, hit.column)) return null;
    const isActive = grid.selection.active?.row === hit.row && grid.selection.active.column === hit.column;
    return action?.type === 'open-link' && !isActive ? null : action;
  }

  private readonly handleClick = (event: MouseEvent): void => {
    const at = this.point(event);
    const hit = this.hit(at);
    const { grid } = this;
    if (this.pressed !== null && this.pressed !== placeOf(hit, grid.options)) return;
    if (this.pointerType === 'touch') this.tap(hit);
    switch (hit.area) {
      case 'cell':
        return this.clickCell(hit, event.shiftKey);
      case 'row-header':
        if (this.opens(hit) && grid.options.onExpandRow) grid.options.onExpandRow(hit.row);
        else if (event.shiftKey) grid.ticking.extendTo(hit.row);
        else grid.ticking.toggle(hit.row);
        return;
      case 'corner':
        return grid.ticking.toggleAll();
      case 'column-header':
        // A finger drags no edge and hovers over no button: all of the header is one.
        if (hit.part === 'menu' || this.isTouch) this.columnMenu(hit.column);
        return;
      case 'add-column':
        return grid.options.onAddColumn?.(grid.headerRect(grid.layout.columns.length));
      case 'ghost-row':
        return addAtEnd(grid);
      case 'group-head':
        return grid.heads.toggle(hit.group, event.altKey);
      case 'group-add':
        return addInGroup(grid, hit.group);
      case 'summary':
        return this.summaryMenu(hit.column);
      default:
        return;
    }
  };

  /** Touch selects on release, so that a swipe scrolls; a second tap edits. */
  private tap(hit: Hit): void {
    const { grid } = this;
    if (hit.area !== 'cell') return;
    const { active } = grid.selection;
    this.wasActive = active?.row === hit.row && active.column === hit.column;
    grid.choose(selectCell(grid.selection, hit, grid.extent), true);
    grid.takeFocus();
  }

  private clickCell(hit: Extract<Hit, { area: 'cell' }>, shift: boolean): void {
    const { grid } = this;
    if (shift) return;
    const action = this.actionAt(hit);
    const column = grid.options.columns[hit.column];
    if (action?.type === 'edit' && column) {
      void grid.applyEdits([{ row: hit.row, column, value: action.value }], 'toggle');
    } else if (action?.type === 'open-link' && this.wasActive) grid.options.onOpenLink?.(action.href);
    else if (this.wasActive && this.pointerType === 'touch') grid.openEditor(hit, null);
  }

  /** The button that a mouse finds by hovering stands in the whole row header of the active row for a finger. */
  private opens(hit: Extract<Hit, { area: 'row-header' }>): boolean {
    return this.isTouch ? this.grid.selection.active?.row === hit.row : hit.part === 'expand';
  }

  private columnMenu(column: number): void {
    const definition = this.grid.options.columns[column];
    if (definition && definition.hasMenu !== false)
      this.grid.options.onColumnMenu?.(definition, this.grid.headerRect(column));
  }

  private summaryMenu(column: number): void {
    const definition = this.grid.options.columns[column];
    if (definition) this.grid.options.onSummaryMenu?.(definition, this.grid.summaryRect(column));
  }

  private readonly handleDoubleClick = (event: MouseEvent): void => {
    if (this.pointerType === 'touch') return;
    const hit = this.hit(this.point(event));
    const { grid } = this;
    if (hit.area === 'cell' && !this.actionAt(hit)) grid.openEditor(hit, null);
    if (hit.area !== 'column-header') return;
    const definition = grid.options.columns[hit.column];
    if (hit.part === 'resize') grid.autofit(hit.column);
    else if (hit.part === 'name' && definition)
      grid.options.onColumnRename?.(definition, grid.headerRect(hit.column));
  };

  private readonly handleContextMenu = (event: MouseEvent): void => {
    const at = this.point(event);
    const hit = this.hit(at);
    const { grid } = this;
    if (hit.area === 'column-header' && grid.options.onColumnMenu) {
      event.preventDefault();
      this.columnMenu(hit.column);
    }
    if ((hit.area !== 'cell' && hit.area !== 'row-header') || !grid.options.onCellMenu) return;
    event.preventDefault();
    const position = {
      row: hit.row,
      column: hit.area === 'cell' ? hit.column : (grid.selection.active?.column ?? 0),
    };
    const isChosen = isInRange(grid.selection.range, position.row, position.column);
    grid.choose(isChosen ? grid.selection : selectCell(grid.selection, position, grid.extent));
    grid.options.onCellMenu(position, at);
  };
}
