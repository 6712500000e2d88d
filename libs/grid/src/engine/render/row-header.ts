import { EXPAND_WIDTH } from '../hit';
import { columnX, linesRight, rowBottom, rowY, rowsEnd, rowsIn } from '../geometry';
import type { Rect } from '../options';
import type { Scene } from '../scene';
import { drawCheckbox } from './checkbox';
import { EXPAND, GRIP, PLUS, drawIcon } from './icons';
import { horizontal } from './lines';
import { outline } from './marks';
import { smallFont, type Pen } from './pen';
import { drawLine } from './text';

const BOX = 16;
/** Width of the strip that colours a row. */
const STRIP = 4;
/** Width of the mark of a row of which there is something to know. */
const NOTE = 4;

function drawRowHeader(pen: Pen, scene: Scene, row: number, box: Rect): void {
  const { ctx, theme } = pen;
  const { hover, selection } = scene;
  const isHovered = (hover.area === 'cell' || hover.area === 'row-header') && hover.row === row;
  const isTicked = scene.isTicked(row);
  ctx.fillStyle = isTicked ? theme.rowSelected : isHovered ? theme.rowHover : theme.canvas;
  ctx.fillRect(box.x, box.y, box.width, box.height);
  const color = scene.rowColor?.(row);
  if (color !== undefined) {
    ctx.fillStyle = color;
    ctx.fillRect(box.x, box.y, STRIP, box.height);
  }
  const isNarrow = box.width < 72;
  const isActive = selection.active?.row === row;
  const opensByTouch = scene.isTouched && isActive && scene.canExpand;
  const labelRight = isNarrow ? box.width - 6 : box.width - EXPAND_WIDTH - 4;
  const line = Math.min(box.height, 32);
  if (opensByTouch && isNarrow) {
    drawIcon(pen, EXPAND, Math.round((box.width - 14) / 2), box.y + (line - 14) / 2, 14, theme.accent);
  } else if (isTicked || isHovered) {
    const x = isNarrow ? Math.round((box.width - BOX) / 2) : 16;
    drawCheckbox(pen, { x, y: box.y + (line - BOX) / 2, width: BOX, height: BOX }, isTicked);
    if (isHovered && scene.canMoveRows && !isNarrow)
      drawIcon(pen, GRIP, 1, box.y + (line - 14) / 2, 14, theme.headerIcon);
  } else {
    const style = {
      font: smallFont(theme, isActive ? 600 : theme.fontWeight),
      size: theme.fontSizeSmall,
      color: isActive ? theme.text : theme.textSecondary,
      align: isNarrow ? ('center' as const) : ('end' as const),
    };
    const start = isNarrow ? 2 : 8;
    drawLine(
      pen,
      scene.rowLabel(row),
      { x: start, y: box.y, width: labelRight - start, height: line },
      style,
    );
  }
  if ((isHovered || opensByTouch) && scene.canExpand && !isNarrow) {
    const isOver = hover.area === 'row-header' && hover.part === 'expand';
    drawIcon(
      pen,
      EXPAND,
      box.width - EXPAND_WIDTH + 7,
      box.y + (line - 14) / 2,
      14,
      isOver ? theme.accent : theme.headerIcon,
    );
  }
  if (scene.rowNote?.(row) !== undefined) {
    ctx.fillStyle = theme.accent;
    // At the other end than a colour.
    ctx.fillRect(box.x + box.width - NOTE, box.y, NOTE, box.height);
  }
  horizontal(pen, box.x, box.y + box.height, box.width, theme.border);
}

/** Paints row numbers, checkboxes and expand buttons of the rows that touch `area`; the caller has clipped to it. */
export function drawRowHeaders(pen: Pen, scene: Scene, area: Rect): void {
  const { layout, scroll } = scene;
  for (const { start, end } of rowsIn(layout, scroll, area.y, area.height)) {
    for (let row = start; row < end; row++) {
      const y = rowY(layout, scroll, row);
      drawRowHeader(pen, scene, row, {
        x: 0,
        y,
        width: layout.rowHeaderWidth,
        height: rowBottom(layout, scroll, row) - y,
      });
    }
  }
}

/** Paints the row that adds a record, below all others. */
export function drawGhostRow(pen: Pen, scene: Scene): void {
  const { layout, scroll, hover } = scene;
  if (layout.ghostHeight === 0) return;
  drawAddLine(pen, scene, {
    y: rowsEnd(layout, scroll),
    height: layout.ghostHeight,
    isHovered: hover.area === 'ghost-row',
    cursor: scene.addLineAt?.column,
  });
}

/** Paints a line that adds a record, over the frozen and scrolling panes alike. */
export function drawAddLine(
  pen: Pen,
  scene: Scene,
  line: { y: number; height: number; isHovered: boolean; cursor: number | undefined },
): void {
  const { y, height, isHovered, cursor } = line;
  const { layout, scroll } = scene;
  const { ctx, theme } = pen;
  const right = linesRight(layout, scroll);
  ctx.fillStyle = isHovered ? theme.rowHover : theme.canvas;
  ctx.fillRect(0, y, right, height);
  const isNarrow = layout.rowHeaderWidth < 72;
  const x = isNarrow ? (layout.rowHeaderWidth - 16) / 2 : 16;
  drawIcon(pen, PLUS, x, y + (height - 16) / 2, 16, theme.textSecondary);
  const style = { font: smallFont(theme), size: theme.fontSizeSmall, color: theme.textSecondary };
  const textLeft = layout.rowHeaderWidth + 8;
  drawLine(pen, scene.words.addRecord, { x: textLeft, y, width: right - textLeft, height }, style);
  horizontal(pen, 0, y + height, right, theme.border);
  const box = cursor === undefined ? undefined : layout.columns[cursor];
  if (cursor === undefined || !box) return;
  const left = box.frozen ? layout.rowHeaderWidth : layout.paneLeft;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, y - 1, layout.width - left, height + 2);
  ctx.clip();
  ctx.globalAlpha = scene.isFocused ? 1 : 0.55;
  outline(pen, { x: columnX(layout, scroll, cursor), y, width: box.width, height }, 2, theme.accent);
  ctx.globalAlpha = 1;
  ctx.restore();
}
