import type { RatingCell } from '../cell';
import type { Context2D } from '../render/pen';

type Shape = (ctx: Context2D, x: number, y: number, size: number) => void;

const star: Shape = (ctx, x, y, size) => {
  const centreX = x + size / 2;
  const centreY = y + size * 0.53;
  for (let point = 0; point < 10; point++) {
    const radius = size * (point % 2 === 0 ? 0.5 : 0.23);
    const angle = (point * Math.PI) / 5 - Math.PI / 2;
    const to = [centreX + radius * Math.cos(angle), centreY + radius * Math.sin(angle)] as const;
    if (point === 0) ctx.moveTo(...to);
    else ctx.lineTo(...to);
  }
  ctx.closePath();
};

const heart: Shape = (ctx, x, y, size) => {
  const at = (dx: number, dy: number) => [x + dx * size, y + dy * size] as const;
  ctx.moveTo(...at(0.5, 0.92));
  ctx.bezierCurveTo(...at(0.1, 0.65), ...at(0.02, 0.45), ...at(0.04, 0.33));
  ctx.bezierCurveTo(...at(0.08, 0.06), ...at(0.4, 0.04), ...at(0.5, 0.27));
  ctx.bezierCurveTo(...at(0.6, 0.04), ...at(0.92, 0.06), ...at(0.96, 0.33));
  ctx.bezierCurveTo(...at(0.98, 0.45), ...at(0.9, 0.65), ...at(0.5, 0.92));
  ctx.closePath();
};

const thumbsUp: Shape = (ctx, x, y, size) => {
  ctx.roundRect(x + size * 0.06, y + size * 0.44, size * 0.2, size * 0.48, size * 0.06);
  const at = (dx: number, dy: number) => [x + dx * size, y + dy * size] as const;
  ctx.moveTo(...at(0.34, 0.46));
  ctx.lineTo(...at(0.54, 0.06));
  ctx.bezierCurveTo(...at(0.68, 0.06), ...at(0.68, 0.2), ...at(0.62, 0.38));
  ctx.lineTo(...at(0.86, 0.38));
  ctx.bezierCurveTo(...at(0.96, 0.4), ...at(0.96, 0.5), ...at(0.94, 0.56));
  ctx.lineTo(...at(0.84, 0.86));
  ctx.bezierCurveTo(...at(0.82, 0.92), ...at(0.78, 0.92), ...at(0.72, 0.92));
  ctx.lineTo(...at(0.34, 0.92));
  ctx.closePath();
};

const flag: Shape = (ctx, x, y, size) => {
  ctx.roundRect(x + size * 0.14, y + size * 0.06, size * 0.12, size * 0.88, size * 0.05);
  const at = (dx: number, dy: number) => [x + dx * size, y + dy * size] as const;
  ctx.moveTo(...at(0.32, 0.1));
  ctx.lineTo(...at(0.9, 0.1));
  ctx.lineTo(...at(0.74, 0.34));
  ctx.lineTo(...at(0.9, 0.58));
  ctx.lineTo(...at(0.32, 0.58));
  ctx.closePath();
};

const dot: Shape = (ctx, x, y, size) => {
  ctx.moveTo(x + size * 0.88, y + size / 2);
  ctx.arc(x + size / 2, y + size / 2, size * 0.38, 0, Math.PI * 2);
};

/** Adds an icon's outline to the current path, in a square of `size` at `x`, `y`. */
export const ratingShapes: Readonly<Record<NonNullable<RatingCell['icon']>, Shape>> = {
  star,
  heart,
  'thumbs-up': thumbsUp,
  flag,
  dot,
};
