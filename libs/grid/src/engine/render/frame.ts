import { intersect, overlaps } from '../geometry';
import type { Rect } from '../options';
import type { Scene } from '../scene';
import type { Blit } from './blit';
import { drawBody } from './body';
import { drawFooter } from './footer';
import { drawHeader } from './header';
import type { Pen } from './pen';

/** Copies parts of the last frame; `canvas` is the element the pen draws on. */
export function applyBlits(pen: Pen, canvas: CanvasImageSource, blits: readonly Blit[]): void {
  const { ctx, dpr } = pen;
  if (blits.length === 0) return;
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  for (const { source, dx, dy } of blits) {
    const x = Math.round(source.x * dpr);
    const y = Math.round(source.y * dpr);
    const width = Math.round((source.x + source.width) * dpr) - x;
    const height = Math.round((source.y + source.height) * dpr) - y;
    ctx.drawImage(
      canvas,
      x,
      y,
      width,
      height,
      x + Math.round(dx * dpr),
      y + Math.round(dy * dpr),
      width,
      height,
    );
  }
}

/** Grows a rectangle outwards to whole device pixels, so that clipping leaves no half-painted edge. */
export function toDevicePixels(rect: Rect, dpr: number): Rect {
  const x = Math.floor(rect.x * dpr + 0.001) / dpr;
  const y = Math.floor(rect.y * dpr + 0.001) / dpr;
  return {
    x,
    y,
    width: Math.ceil((rect.x + rect.width) * dpr - 0.001) / dpr - x,
    height: Math.ceil((rect.y + rect.height) * dpr - 0.001) / dpr - y,
  };
}

/** Paints the scene inside `regions`, each clipped to itself; what lies outside them is untouched. */
export function paintRegions(pen: Pen, scene: Scene, regions: readonly Rect[]): void {
  const { ctx, dpr } = pen;
  const { layout } = scene;
  const viewport: Rect = { x: 0, y: 0, width: layout.width, height: layout.height };
  const header: Rect = { ...viewport, height: layout.headerHeight };
  const footer: Rect = { ...viewport, y: layout.height - layout.footerHeight, height: layout.footerHeight };
  ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
  ctx.textBaseline = 'alphabetic';
  for (const wanted of regions) {
    const region = intersect(toDevicePixels(wanted, dpr), viewport);
    if (region.width <= 0 || region.height <= 0) continue;
    ctx.save();
    ctx.beginPath();
    ctx.rect(region.x, region.y, region.width, region.height);
    ctx.clip();
    drawBody(pen, scene, region);
    if (overlaps(region, header)) drawHeader(pen, scene);
    if (overlaps(region, footer)) drawFooter(pen, scene);
    ctx.restore();
  }
}
