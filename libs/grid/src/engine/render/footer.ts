import { columnX, type ColumnBox } from '../geometry';
import type { Scene } from '../scene';
import { CHEVRON_DOWN, drawIcon } from './icons';
import { horizontal } from './lines';
import { smallFont, type Pen } from './pen';
import { drawSummaryText } from './summary-text';

const PADDING = 8;
/** Room of the mark of a menu. */
const MENU = 16;

function drawSummary(pen: Pen, scene: Scene, column: number): void {
  const { ctx, theme } = pen;
  const { layout, scroll, hover } = scene;
  const definition = scene.columns[column];
  if (!definition) return;
  const y = layout.height - layout.footerHeight;
  const x = columnX(layout, scroll, column);
  const { width } = layout.columns[column] as ColumnBox;
  const isHovered = hover.area === 'summary' && hover.column === column;
  if (isHovered && scene.hasSummaryMenu) {
    ctx.fillStyle = theme.headerHover;
    ctx.fillRect(x, y, width, layout.footerHeight);
  }
  const summary = scene.columnSummary?.(definition) ?? '';
  const isInviting = summary === '' && scene.hasSummaryMenu && isHovered;
  const text = isInviting ? scene.words.addSummary : summary;
  const menu = isHovered && scene.hasSummaryMenu ? MENU : 0;
  if (menu > 0)
    drawIcon(pen, CHEVRON_DOWN, x + width - 22, y + (layout.footerHeight - 16) / 2, 16, theme.headerIcon);
  if (text === '') return;
  const style = {
    font: smallFont(theme),
    size: theme.fontSizeSmall,
    color: theme.textSecondary,
    align: definition.align,
  };
  drawSummaryText(
    pen,
    text,
    { x: x + PADDING, y, width: width - PADDING * 2 - menu, height: layout.footerHeight },
    style,
  );
}

/** Paints the summary bar under the body, aligned with the columns. */
export function drawFooter(pen: Pen, scene: Scene): void {
  const { layout } = scene;
  if (layout.footerHeight === 0) return;
  const { ctx, theme } = pen;
  const y = layout.height - layout.footerHeight;
  ctx.fillStyle = theme.headerBackground;
  ctx.fillRect(0, y, layout.width, layout.footerHeight);
  ctx.save();
  ctx.beginPath();
  ctx.rect(layout.paneLeft, y, Math.max(0, layout.width - layout.paneLeft), layout.footerHeight);
  ctx.clip();
  for (let column = layout.frozenCount; column < layout.columns.length; column++)
    drawSummary(pen, scene, column);
  ctx.restore();
  for (let column = 0; column < layout.frozenCount; column++) drawSummary(pen, scene, column);
  horizontal(pen, 0, y + 1 / pen.dpr, layout.width, theme.borderStrong);
}
