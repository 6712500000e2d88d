import type { Rect } from '../options';
import type { PillColors } from '../theme-pills';
import type { Pen } from './pen';

type Point = readonly [x: number, y: number];

/** Lines in a box of sixteen units. */
const MARKS: Readonly<Record<'check' | 'cross', readonly (readonly [Point, ...Point[]])[]>> = {
  check: [
    [
      [4.25, 8.4],
      [7, 11],
      [11.9, 5.4],
    ],
  ],
  cross: [
    [
      [5, 5],
      [11, 11],
    ],
    [
      [11, 5],
      [5, 11],
    ],
  ],
};

/** A rounded box with a tick, or a cross; `colors` replace the accent. */
export function drawCheckbox(
  pen: Pen,
  box: Rect,
  checked: boolean,
  colors?: PillColors,
  mark: 'check' | 'cross' = 'check',
): void {
  const { ctx, theme } = pen;
  if (!checked) {
    ctx.strokeStyle = theme.controlBorder;
    ctx.lineWidth = 1.25;
    ctx.beginPath();
    ctx.roundRect(box.x + 0.75, box.y + 0.75, box.width - 1.5, box.height - 1.5, 4);
    ctx.stroke();
    return;
  }
  ctx.fillStyle = colors?.background ?? theme.accent;
  ctx.beginPath();
  ctx.roundRect(box.x, box.y, box.width, box.height, 4);
  ctx.fill();
  const unit = box.width / 16;
  ctx.strokeStyle = colors?.text ?? theme.onAccent;
  ctx.lineWidth = 1.75 * unit;
  ctx.lineCap = 'round';
  ctx.lineJoin = 'round';
  ctx.beginPath();
  for (const [first, ...others] of MARKS[mark]) {
    ctx.moveTo(box.x + first[0] * unit, box.y + first[1] * unit);
    for (const [x, y] of others) ctx.lineTo(box.x + x * unit, box.y + y * unit);
  }
  ctx.stroke();
}
