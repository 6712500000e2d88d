import type { Rect } from '@pyairtable/grid';

const clamp = (at: number, from: number, to: number): number => Math.min(Math.max(at, from), to);

/** Where a rectangle of the grid is on the page, as far as `surface` shows it: what opens beside it is not cut by the window. */
export function placeOnPage({ x, y, width, height }: Rect, surface: DOMRect | undefined): DOMRect {
  if (!surface) return new DOMRect(x, y, width, height);
  const left = clamp(surface.x + x, surface.left, surface.right);
  const right = clamp(surface.x + x + width, surface.left, surface.right);
  return new DOMRect(left, surface.y + y, right - left, height);
}
