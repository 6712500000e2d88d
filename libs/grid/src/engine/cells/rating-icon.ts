import type { RatingCell } from '../cell';
import type { Pen } from '../render/pen';
import { ratingShapes } from './rating-shapes';

/** One icon in a square, in its colour or faint. */
export function drawRatingIcon(
  { ctx, theme }: Pen,
  { icon = 'star', color }: Pick<RatingCell, 'icon'> & { color?: string | undefined },
  { x, y, width }: { x: number; y: number; width: number },
  isFull: boolean,
): void {
  ctx.beginPath();
  ratingShapes[icon](ctx, x, y, width);
  if (isFull) {
    ctx.fillStyle = (color === undefined ? undefined : theme.pills[color]?.background) ?? theme.rating;
    ctx.fill();
    return;
  }
  ctx.globalAlpha = 0.55;
  ctx.fillStyle = theme.controlBorder;
  ctx.fill();
  ctx.globalAlpha = 1;
}
