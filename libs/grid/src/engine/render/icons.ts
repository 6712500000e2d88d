import type { IconNode } from '../column';
import { iconPath } from '../icon';
import type { Pen } from './pen';

const paths = new WeakMap<IconNode, Path2D>();

/** Strokes an icon 1.5 wide in a square of `size` CSS pixels. Without `Path2D` (no browser) nothing is drawn. */
export function drawIcon(pen: Pen, icon: IconNode, x: number, y: number, size: number, color: string): void {
  if (typeof Path2D === 'undefined') return;
  let path = paths.get(icon);
  if (!path) paths.set(icon, (path = new Path2D(iconPath(icon))));
  const { ctx } = pen;
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(size / 24, size / 24);
  ctx.strokeStyle = color;
  ctx.lineWidth = (1.5 * 24) / size;
  ctx.lineCap = 'round';
  ctx.lineJoin = 'round';
  ctx.stroke(path);
  ctx.restore();
}

export const CHEVRON_DOWN: IconNode = [['path', { d: 'm6 9 6 6 6-6' }]];
export const CHEVRON_RIGHT: IconNode = [['path', { d: 'm9 6 6 6-6 6' }]];
export const GRIP: IconNode = [['path', { d: 'M9 5v.1M9 12v.1M9 19v.1M15 5v.1M15 12v.1M15 19v.1' }]];
export const PLUS: IconNode = [['path', { d: 'M5 12h14M12 5v14' }]];
export const WARNING: IconNode = [['path', { d: 'M12 4 2.5 20h19zM12 10v4.5M12 17.2v.3' }]];
export const EXPAND: IconNode = [['path', { d: 'M15 4h5v5M20 4l-6 6M9 20H4v-5M4 20l6-6' }]];
