import type { Rect } from '../options';
import type { PillColors } from '../theme-pills';
import type { Pen } from './pen';

/** A rounded box with a tick; `colors` replace the accent. */
export function drawCheckbox(pen: Pen, box: Rect, checked: boolean, colors?: PillColors): void {
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
  ctx.moveTo(box.x + 4.25 * unit, box.y + 8.4 * unit);
  ctx.lineTo(box.x + 7 * unit, box.y + 11 * unit);
  ctx.lineTo(box.x + 11.9 * unit, box.y + 5.4 * unit);
  ctx.stroke();
}
