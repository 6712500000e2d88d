import type { Rect } from '../options';
import { smallFont, type Pen } from '../render/pen';
import { drawLine } from '../render/text';
import type { PillColors } from '../theme-pills';
import { PADDING_X } from './cell-renderer';

export const PILL_HEIGHT = 20;
const PILL_PADDING = 8;
const PILL_GAP = 4;

/** A pill ready to draw: text, colours, and room kept at its start (an avatar). */
export interface DrawnPill {
  text: string;
  colors: PillColors;
  /** Corner radius; full for options, small for linked records. */
  radius: number;
  inset?: number;
  drawInset?(pen: Pen, x: number, y: number): void;
}

export function pillColors(pen: Pen, color: string | undefined): PillColors {
  return (color === undefined ? undefined : pen.theme.pills[color]) ?? pen.theme.neutralPill;
}

function pillWidth(pen: Pen, pill: DrawnPill): number {
  const text = pill.text.length > 120 ? pill.text.slice(0, 120) : pill.text;
  const inset = pill.inset ?? 0;
  return (
    Math.ceil(pen.measurer.width(text, smallFont(pen.theme))) +
    PILL_PADDING * 2 +
    (inset === 0 ? 0 : inset - 3)
  );
}

/** Width of pills side by side on one line with the cell's padding. */
export function measurePills(pen: Pen, pills: readonly DrawnPill[]): number {
  return pills.reduce(
    (sum, pill) => sum + pillWidth(pen, pill) + PILL_GAP,
    PADDING_X * 2 - (pills.length > 0 ? PILL_GAP : 0),
  );
}

function drawPill(pen: Pen, pill: DrawnPill, x: number, y: number, width: number): void {
  const { ctx, theme } = pen;
  ctx.fillStyle = pill.colors.background;
  ctx.beginPath();
  ctx.roundRect(x, y, width, PILL_HEIGHT, pill.radius);
  ctx.fill();
  const inset = pill.inset ?? 0;
  pill.drawInset?.(pen, x, y);
  const start = inset === 0 ? PILL_PADDING : inset + PILL_PADDING - 3;
  const style = { font: smallFont(theme), size: theme.fontSizeSmall, color: pill.colors.text };
  drawLine(
    pen,
    pill.text,
    { x: x + start, y, width: width - start - PILL_PADDING + 1, height: PILL_HEIGHT },
    style,
  );
}

/** The least of a cut pill that still shows some of its text. */
const LEAST_CUT = 36;

interface PlacedPill {
  pill: DrawnPill;
  x: number;
  y: number;
  width: number;
}

/** Where pills stand between two edges, `atEnd` kept free behind those of the last line; what has no room is left out. */
function placePills(pen: Pen, pills: readonly DrawnPill[], box: Rect, atEnd: number): PlacedPill[] {
  const isShort = box.height < 48;
  const lineHeight = PILL_HEIGHT + PILL_GAP;
  const lines = isShort ? 1 : Math.max(1, Math.floor((box.height - 8) / lineHeight));
  const left = box.x + PADDING_X - 2;
  const right = box.x + box.width - PADDING_X + 2;
  const placed: PlacedPill[] = [];
  let x = left;
  let line = 0;
  let y = isShort ? box.y + Math.round((box.height - PILL_HEIGHT) / 2) : box.y + 6;
  for (const pill of pills) {
    const wanted = pillWidth(pen, pill);
    if (x > left && x + wanted > right && line < lines - 1) {
      line++;
      y += lineHeight;
      x = left;
    }
    const room = right - x - (line === lines - 1 ? atEnd : 0);
    if (wanted > room && room < (x === left ? PILL_HEIGHT : LEAST_CUT)) break;
    placed.push({ pill, x, y, width: Math.min(wanted, room) });
    x += wanted + PILL_GAP;
  }
  return placed;
}

/**
 * Lays pills out in a cell: one line in a short row (the last one that starts is cut, its text fading), wrapped over as
 * many lines as fit in a tall one. How many more there are stands behind the last.
 */
export function drawPills(pen: Pen, pills: readonly DrawnPill[], box: Rect): void {
  const { theme, measurer } = pen;
  let placed = placePills(pen, pills, box, 0);
  const style = { font: smallFont(theme), size: theme.fontSizeSmall, color: theme.textSecondary };
  const moreWidth = Math.ceil(measurer.width(`+${String(pills.length)}`, style.font)) + PILL_GAP;
  if (placed.length < pills.length) placed = placePills(pen, pills, box, moreWidth);
  for (const { pill, x, y, width } of placed) drawPill(pen, pill, x, y, width);
  const last = placed.at(-1);
  if (!last || placed.length === pills.length) return;
  const more = { x: last.x + last.width + PILL_GAP, y: last.y, width: moreWidth, height: PILL_HEIGHT };
  drawLine(pen, `+${String(pills.length - placed.length)}`, more, style);
}
