import { readableOn } from '../contrast';
import { cellRect, intersect, rangeRect, type Layout, type Scroll } from '../geometry';
import type { Rect } from '../options';
import type { Scene } from '../scene';
import { isSingle } from '../selection';
import type { CellRange } from '../selection-types';
import { fontOf, type Pen } from './pen';
import { drawLine } from './text';
import type { Pane } from './walk';

/** Side of the square that fills by dragging. */
export const FILL_HANDLE = 8;
export const NAME_TAG_HEIGHT = 16;
const NAME_TAG_MAX = 140;

/** A range's rectangle in one pane; where it goes on in the other pane its edge is pushed out of this pane's clip. */
function rangeBox(layout: Layout, scroll: Scroll, range: CellRange, part: CellRange): Rect {
  const beyond = 8;
  const box = rangeRect(layout, scroll, part);
  const left = part.left > range.left ? Math.min(box.x, layout.paneLeft) - beyond : box.x;
  const right =
    part.right < range.right ? Math.max(box.x + box.width, layout.paneLeft) + beyond : box.x + box.width;
  return { ...box, x: left, width: right - left };
}

/** The part of a range whose columns lie in a pane, or null. */
export function rangeInPane(layout: Layout, range: CellRange, pane: Pane): CellRange | null {
  const left = pane.isFrozen ? range.left : Math.max(range.left, layout.frozenCount);
  const right = pane.isFrozen ? Math.min(range.right, layout.frozenCount - 1) : range.right;
  return left <= right ? { ...range, left, right } : null;
}

/** Far ends of long ranges are cut off out of sight: a canvas loses precision at millions of pixels. */
function nearViewport(layout: Layout, box: Rect): Rect {
  const margin = 64;
  const bounds = {
    x: -margin,
    y: -margin,
    width: layout.width + margin * 2,
    height: layout.height + margin * 2,
  };
  return intersect(box, bounds);
}

/** Strokes the inner edge of a box, over the hairlines of its neighbours. */
export function outline(
  pen: Pen,
  box: Rect,
  width: number,
  color: string,
  dash: readonly number[] = [],
): void {
  const { ctx } = pen;
  ctx.strokeStyle = color;
  ctx.lineWidth = width;
  ctx.lineJoin = 'miter';
  ctx.setLineDash([...dash]);
  // Insets by half the line, less the hairline of the neighbours that the outline covers.
  const inset = width / 2;
  const hair = 1 / pen.dpr;
  ctx.strokeRect(
    box.x - hair + inset,
    box.y - hair + inset,
    box.width + hair - width,
    box.height + hair - width,
  );
  ctx.setLineDash([]);
}

/**
 * Where the fill handle is, or null when the selection has none; its centre is the range's lower right corner. It stands
 * within the last frozen column, beyond which other columns are.
 */
export function fillHandleRect(scene: Scene): Rect | null {
  const { range } = scene.selection;
  if (!range || !scene.canEdit || !scene.layout.rows.isShown(range.bottom)) return null;
  const corner = cellRect(scene.layout, scene.scroll, { row: range.bottom, column: range.right });
  const half = FILL_HANDLE / 2;
  const { columns } = scene.layout;
  const isAtEdge = columns[range.right]?.frozen === true && columns[range.right + 1]?.frozen !== true;
  return {
    x: corner.x + corner.width - (isAtEdge ? FILL_HANDLE + 1 : half + 1),
    y: corner.y + corner.height - half - 1,
    width: FILL_HANDLE,
    height: FILL_HANDLE,
  };
}

function drawNameTag(
  pen: Pen,
  name: string,
  color: string,
  cell: Rect,
  place: { below: boolean; atEnd: boolean },
): void {
  const { ctx, theme } = pen;
  const style = { font: fontOf(theme, 11, 500), size: 11, color: readableOn(color) };
  const width = Math.min(NAME_TAG_MAX, Math.ceil(pen.measurer.width(name, style.font)) + 10);
  const y = place.below ? cell.y + cell.height : cell.y - NAME_TAG_HEIGHT;
  const x = place.atEnd ? cell.x + cell.width - width : cell.x - 1;
  ctx.fillStyle = color;
  ctx.beginPath();
  ctx.roundRect(x, y, width, NAME_TAG_HEIGHT, place.below ? [0, 0, 4, 4] : [4, 4, 0, 0]);
  ctx.fill();
  drawLine(pen, name, { x: x + 5, y, width: width - 10, height: NAME_TAG_HEIGHT }, style);
}

function drawPresence(pen: Pen, scene: Scene, pane: Pane): void {
  const { layout, scroll } = scene;
  for (const other of scene.presence) {
    const column = scene.columns.findIndex((candidate) => candidate.id === other.columnId);
    const box = layout.columns[column];
    if (!box || box.frozen !== pane.isFrozen || !layout.rows.isShown(other.row)) continue;
    const cell = cellRect(layout, scroll, { row: other.row, column });
    if (cell.y > layout.height || cell.y + cell.height < 0) continue;
    outline(pen, cell, 2, other.color);
    // At the end that the row above leaves free most often: text starts left, numbers end right.
    const atEnd = scene.columns[column]?.align !== 'end';
    // What stands above the first row says more than the row does, whose own cells leave room.
    const isFirst = other.row === 0 || layout.rows.bottom(other.row - 1) !== layout.rows.top(other.row);
    drawNameTag(pen, other.name, other.color, cell, { below: isFirst, atEnd });
  }
}

/** Paints what lies over the cells of one pane: others' cells, the range, the active cell, copied and fill outlines. */
export function drawMarks(pen: Pen, scene: Scene, pane: Pane): void {
  const { ctx, theme } = pen;
  const { layout, scroll, selection } = scene;
  drawPresence(pen, scene, pane);
  const drawRange = (range: CellRange | null, draw: (box: Rect) => void): void => {
    const part = range && rangeInPane(layout, range, pane);
    const box = part && nearViewport(layout, rangeBox(layout, scroll, range, part));
    if (box && box.width > 0 && box.height > 0) draw(box);
  };
  const accent = theme.accent;
  if (selection.range && !isSingle(selection.range)) {
    drawRange(selection.range, (box) => outline(pen, box, 1, accent));
  }
  drawRange(scene.copied, (box) => outline(pen, box, 1.5, accent, [4, 3]));
  drawRange(scene.fill, (box) => outline(pen, box, 1, accent, [2, 2]));
  const { active } = selection;
  if (active && layout.columns[active.column]?.frozen === pane.isFrozen) {
    ctx.globalAlpha = scene.isFocused ? 1 : 0.55;
    outline(pen, cellRect(layout, scroll, active), 2, accent);
    ctx.globalAlpha = 1;
  }
  const handle = fillHandleRect(scene);
  const corner = selection.range?.right;
  if (handle && corner !== undefined && layout.columns[corner]?.frozen === pane.isFrozen && scene.isFocused) {
    ctx.fillStyle = theme.canvas;
    ctx.beginPath();
    ctx.roundRect(handle.x - 1, handle.y - 1, handle.width + 2, handle.height + 2, 2.5);
    ctx.fill();
    ctx.fillStyle = accent;
    ctx.beginPath();
    ctx.roundRect(handle.x, handle.y, handle.width, handle.height, 2);
    ctx.fill();
  }
}

/** The area that presence marks of one cell may touch. */
export function presenceReach(cell: Rect, viewport: Rect): Rect {
  return intersect(
    {
      x: Math.min(cell.x, cell.x + cell.width - NAME_TAG_MAX) - 3,
      y: cell.y - NAME_TAG_HEIGHT - 2,
      width: Math.max(cell.width, NAME_TAG_MAX * 2) + 6,
      height: cell.height + NAME_TAG_HEIGHT * 2 + 4,
    },
    viewport,
  );
}
