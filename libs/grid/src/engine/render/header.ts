import { columnX, type ColumnBox } from '../geometry';
import type { Rect } from '../options';
import type { Scene } from '../scene';
import { drawCheckbox } from './checkbox';
import { CHEVRON_DOWN, PLUS, WARNING, drawIcon } from './icons';
import { horizontal, vertical } from './lines';
import { fontOf, type Pen } from './pen';
import { drawLine } from './text';

const ICON = 16;
const PADDING = 8;

function drawColumnHeader(pen: Pen, scene: Scene, column: number, box: Rect): void {
  const { ctx, theme } = pen;
  const definition = scene.columns[column];
  if (!definition) return;
  const { hover } = scene;
  const isHovered = hover.area === 'column-header' && hover.column === column;
  const { range } = scene.selection;
  const isWhole =
    !!range && range.top === 0 && range.bottom === scene.layout.rows.rowCount - 1 && range.bottom > 0;
  ctx.fillStyle = isHovered ? theme.headerHover : theme.headerBackground;
  ctx.fillRect(box.x, box.y, box.width, box.height);
  if (range && column >= range.left && column <= range.right && (isWhole || scene.selection.active)) {
    ctx.fillStyle = theme.selection;
    if (isWhole) ctx.fillRect(box.x, box.y, box.width, box.height);
  }
  let x = box.x + PADDING;
  if (definition.icon) {
    drawIcon(pen, definition.icon, x, box.y + (box.height - ICON) / 2, ICON, theme.headerIcon);
    x += ICON + 6;
  }
  const isPointedAt = isHovered ? hover.part !== 'resize' : scene.isTouched;
  const hasMenu = scene.hasColumnMenu && definition.hasMenu !== false && isPointedAt;
  const end = box.x + box.width - PADDING - (hasMenu ? 18 : 0);
  const warning = definition.warning === undefined ? 0 : ICON + 4;
  const style = {
    font: fontOf(theme, theme.fontSize, theme.headerFontWeight),
    size: theme.fontSize,
    color: theme.headerText,
  };
  const room = Math.max(0, end - x - warning);
  drawLine(pen, definition.title, { x, y: box.y, width: room, height: box.height }, style);
  if (warning > 0) {
    const titled = Math.min(room, pen.measurer.width(definition.title, style.font));
    drawIcon(pen, WARNING, x + titled + 4, box.y + (box.height - ICON) / 2, ICON, theme.error);
  }
  if (hasMenu)
    drawIcon(
      pen,
      CHEVRON_DOWN,
      box.x + box.width - 24,
      box.y + (box.height - ICON) / 2,
      ICON,
      theme.headerIcon,
    );
  vertical(pen, box.x + box.width, box.y, box.height, theme.border);
  if (isHovered && hover.part === 'resize') {
    ctx.fillStyle = theme.accent;
    ctx.fillRect(box.x + box.width - 3, box.y + 6, 3, box.height - 12);
  }
}

function drawCorner(pen: Pen, scene: Scene): void {
  const { ctx, theme } = pen;
  const { rowHeaderWidth, headerHeight } = scene.layout;
  ctx.fillStyle = theme.headerBackground;
  ctx.fillRect(0, 0, rowHeaderWidth, headerHeight);
  if (scene.hover.area !== 'corner' && scene.selection.rows.isEmpty) return;
  const size = 16;
  const x = rowHeaderWidth < 72 ? (rowHeaderWidth - size) / 2 : 16;
  drawCheckbox(
    pen,
    { x: Math.round(x), y: (headerHeight - size) / 2, width: size, height: size },
    scene.isAllTicked(),
  );
}

/** Paints the whole header row: scrolling columns first, then the frozen ones and the corner over them. */
export function drawHeader(pen: Pen, scene: Scene): void {
  const { ctx, theme } = pen;
  const { layout, scroll } = scene;
  const { headerHeight: height, width } = layout;
  ctx.fillStyle = theme.headerBackground;
  ctx.fillRect(0, 0, width, height);
  ctx.save();
  ctx.beginPath();
  ctx.rect(layout.paneLeft, 0, Math.max(0, width - layout.paneLeft), height);
  ctx.clip();
  for (let column = layout.frozenCount; column < layout.columns.length; column++) {
    const x = columnX(layout, scroll, column);
    const box = layout.columns[column] as ColumnBox;
    if (x + box.width > layout.paneLeft && x < width)
      drawColumnHeader(pen, scene, column, { x, y: 0, width: box.width, height });
  }
  drawAddColumn(pen, scene);
  ctx.restore();
  for (let column = 0; column < layout.frozenCount; column++) {
    const box = layout.columns[column] as ColumnBox;
    drawColumnHeader(pen, scene, column, {
      x: columnX(layout, scroll, column),
      y: 0,
      width: box.width,
      height,
    });
  }
  drawCorner(pen, scene);
  horizontal(pen, 0, height, width, theme.borderStrong);
}

function drawAddColumn(pen: Pen, scene: Scene): void {
  const { layout, scroll, hover } = scene;
  if (layout.addColumnWidth === 0) return;
  const { ctx, theme } = pen;
  const x = layout.columnsRight - (layout.frozenCount === layout.columns.length ? 0 : scroll.left);
  if (hover.area === 'add-column') {
    ctx.fillStyle = theme.headerHover;
    ctx.fillRect(x, 0, layout.addColumnWidth, layout.headerHeight);
  }
  drawIcon(
    pen,
    PLUS,
    x + (layout.addColumnWidth - ICON) / 2,
    (layout.headerHeight - ICON) / 2,
    ICON,
    theme.headerIcon,
  );
  vertical(pen, x + layout.addColumnWidth, 0, layout.headerHeight, theme.border);
}
