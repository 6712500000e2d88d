import { rendererOf } from '../cells/registry';
import { columnX, columnsEnd, intersect, lineY, linesRight, type ColumnBox } from '../geometry';
import { GROUP_HEAD_HEIGHT } from '../grouped-rows';
import { labelOf } from '../head-text';
import type { Rect } from '../options';
import { pinnedHeads } from '../pinned-heads';
import type { Scene } from '../scene';
import type { GridTheme } from '../theme';
import { CHEVRON_DOWN, CHEVRON_RIGHT, drawIcon } from './icons';
import { horizontal } from './lines';
import { cellFont, smallFont, type Pen } from './pen';
import { drawAddLine } from './row-header';
import { drawSummaryText } from './summary-text';
import { drawLine } from './text';

const ICON = 16;
const INDENT = 16;
const PADDING = 8;
const CURSOR = 2;

const heavier = new WeakMap<GridTheme, GridTheme>();

/** The pen that labels are painted with: what a head says stands out from the cells under it. */
function labelPen(pen: Pen): Pen {
  let theme = heavier.get(pen.theme);
  if (!theme) heavier.set(pen.theme, (theme = { ...pen.theme, fontWeight: pen.theme.headerFontWeight }));
  return { ...pen, theme };
}

/** The label as its field paints it, then the number of rows. */
function drawLabel(pen: Pen, scene: Scene, group: number, box: Rect): void {
  const { theme, measurer } = pen;
  const { words, layout } = scene;
  const label = labelOf(scene.groupHead?.(group));
  const count = (layout.rows.heads?.groups[group]?.count ?? 0).toLocaleString('en');
  const small = { font: smallFont(theme), size: theme.fontSizeSmall, color: theme.textSecondary };
  const countWidth = Math.ceil(measurer.width(count, small.font));
  const room = Math.max(0, box.width - countWidth - PADDING * 2);
  let width: number;
  if (label) {
    const heavy = labelPen(pen);
    width = Math.min(room, Math.ceil(rendererOf(label).measure(heavy, label)));
    if (width > PADDING * 2) rendererOf(label).draw(heavy, label, { ...box, width }, false);
  } else {
    const style = { font: cellFont(theme), size: theme.fontSize, color: theme.textSecondary };
    width = Math.min(room, Math.ceil(measurer.width(words.emptyGroup, style.font)) + PADDING * 2);
    drawLine(pen, words.emptyGroup, { ...box, x: box.x + PADDING, width: width - PADDING * 2 }, style);
  }
  drawLine(pen, count, { ...box, x: box.x + width + PADDING / 2, width: countWidth + 1 }, small);
}

function drawSummaries(pen: Pen, scene: Scene, group: number, box: Rect): void {
  const { theme } = pen;
  const { layout, scroll } = scene;
  const style = { font: smallFont(theme), size: theme.fontSizeSmall, color: theme.textSecondary };
  for (let column = layout.frozenCount; column < layout.columns.length; column++) {
    const { width } = layout.columns[column] as ColumnBox;
    const x = columnX(layout, scroll, column);
    const definition = scene.columns[column];
    if (!definition || x + width <= box.x || x >= box.x + box.width) continue;
    const text = scene.groupSummary?.(group, definition);
    if (text === undefined || text === '') continue;
    const within = { ...box, x: x + PADDING, width: width - PADDING * 2 };
    drawSummaryText(pen, text, within, { ...style, align: definition.align });
  }
}

function drawHead(pen: Pen, scene: Scene, group: number, y: number, area: Rect): void {
  const { ctx, theme } = pen;
  const { layout, scroll, hover } = scene;
  const { heads } = layout.rows;
  const right = linesRight(layout, scroll);
  const box = { x: 0, y, width: right, height: GROUP_HEAD_HEIGHT };
  const shown = intersect(box, area);
  if (!heads || shown.width === 0 || shown.height === 0) return;
  const isHovered = hover.area === 'group-head' && hover.group === group;
  ctx.fillStyle = isHovered ? theme.headerHover : theme.headerBackground;
  ctx.fillRect(shown.x, shown.y, shown.width, shown.height);
  const inPane = intersect({ ...box, x: layout.paneLeft, width: right - layout.paneLeft }, shown);
  if (inPane.width > 0) {
    ctx.save();
    ctx.beginPath();
    ctx.rect(inPane.x, inPane.y, inPane.width, inPane.height);
    ctx.clip();
    drawSummaries(pen, scene, group, { ...box, x: layout.paneLeft, width: right - layout.paneLeft });
    ctx.restore();
  }
  const start = 12 + heads.level(group) * INDENT;
  const icon = heads.isOpen(group) ? CHEVRON_DOWN : CHEVRON_RIGHT;
  drawIcon(pen, icon, start, y + (GROUP_HEAD_HEIGHT - ICON) / 2, ICON, theme.headerIcon);
  const labelX = start + ICON + 2;
  const labelBox = { ...box, x: labelX, width: Math.min(layout.paneLeft, right) - labelX - PADDING };
  drawLabel(pen, scene, group, labelBox);
  horizontal(pen, shown.x, y + GROUP_HEAD_HEIGHT, shown.width, theme.borderStrong);
  if (scene.headAt !== group) return;
  ctx.globalAlpha = scene.isFocused ? 1 : 0.55;
  ctx.strokeStyle = theme.accent;
  ctx.lineWidth = CURSOR;
  // Its end goes with the last column and not with the view: what is scrolled sideways is copied.
  ctx.strokeRect(1, y + 1, columnsEnd(layout, scroll) - CURSOR, GROUP_HEAD_HEIGHT - CURSOR - 1);
  ctx.globalAlpha = 1;
}

/** Paints heads and adding lines among the rows that touch `area`; the caller has clipped to it. */
export function drawGroupLines(pen: Pen, scene: Scene, area: Rect): void {
  const { layout, scroll, hover } = scene;
  const { heads } = layout.rows;
  if (!heads) return;
  const from = area.y - layout.bodyTop + scroll.top;
  for (const { kind, group, top, height } of heads.lines(from - 1, from + area.height + 1)) {
    const y = lineY(layout, scroll, top);
    if (kind === 'head') drawHead(pen, scene, group, y, area);
    else
      drawAddLine(pen, scene, {
        y,
        height,
        isHovered: hover.area === 'group-add' && hover.group === group,
        cursor: scene.addLineAt?.group === group ? scene.addLineAt.column : undefined,
      });
  }
}

/** Paints the heads that stay above the rows; the outer ones over those that they push out. */
export function drawPinnedHeads(pen: Pen, scene: Scene, area: Rect): void {
  for (const { group, y } of [...pinnedHeads(scene.layout, scene.scroll)].reverse())
    drawHead(pen, scene, group, y, area);
}

/** Paints the outline of the group that rows are dragged to, as much of it as is in view. */
export function drawMoveTarget(pen: Pen, scene: Scene): void {
  const { layout, scroll, moveTarget } = scene;
  const { heads } = layout.rows;
  if (!heads || moveTarget === null) return;
  const group = heads.standIn(moveTarget);
  const top = Math.max(layout.bodyTop, lineY(layout, scroll, heads.head(group).top));
  const bottom = Math.min(layout.bodyTop + layout.bodyHeight, lineY(layout, scroll, heads.end(group)));
  pen.ctx.strokeStyle = pen.theme.accent;
  pen.ctx.lineWidth = CURSOR;
  pen.ctx.strokeRect(1, top + 1, linesRight(layout, scroll) - CURSOR, bottom - top - CURSOR - 1);
}
