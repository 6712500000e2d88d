import { intersect, type Layout, type Scroll } from '../geometry';
import type { Rect } from '../options';
import { pinnedHeight } from '../pinned-heads';
import { SHADOW_WIDTH } from './body';

/** A copy within the canvas: `source` lands `dx`, `dy` further, all in CSS pixels on device pixels. */
export interface Blit {
  source: Rect;
  dx: number;
  dy: number;
}

/** How to get from the last frame to the next: copies first, then repaint of `regions`. */
export interface BlitPlan {
  blits: readonly Blit[];
  regions: readonly Rect[];
}

function copyWithin(pane: Rect, dx: number, dy: number): Blit | null {
  const kept = intersect(pane, { ...pane, x: pane.x + dx, y: pane.y + dy });
  if (kept.width <= 0 || kept.height <= 0) return null;
  return { source: { ...kept, x: kept.x - dx, y: kept.y - dy }, dx, dy };
}

/** The strips of a pane that a copy by `dx`, `dy` leaves to be painted. */
function exposed(pane: Rect, dx: number, dy: number): Rect[] {
  const strips: Rect[] = [];
  if (dy !== 0) {
    const height = Math.min(Math.abs(dy), pane.height);
    strips.push({ ...pane, y: dy > 0 ? pane.y : pane.y + pane.height - height, height });
  }
  if (dx !== 0) {
    const width = Math.min(Math.abs(dx), pane.width);
    strips.push({ ...pane, x: dx > 0 ? pane.x : pane.x + pane.width - width, width });
  }
  return strips;
}

/**
 * Plans a scroll between two frames of the same layout: the frozen part moves down or up, the rest both ways; header
 * and footer only repaint on sideways movement, heads that are pinned above the rows on any. A movement as large as the body copies nothing and repaints it.
 */
export function planScroll(layout: Layout, from: Scroll, to: Scroll): BlitPlan {
  const dx = from.left - to.left;
  const dy = from.top - to.top;
  const pinned = Math.max(pinnedHeight(layout, from), pinnedHeight(layout, to));
  const { width } = layout;
  const y = layout.bodyTop + pinned;
  const height = Math.max(0, layout.bodyHeight - pinned);
  const paneLeft = Math.min(layout.paneLeft, width);
  const frozen: Rect = { x: 0, y, width: paneLeft, height };
  const moving: Rect = { x: paneLeft, y, width: width - paneLeft, height };
  const blits: Blit[] = [];
  const regions: Rect[] = [];
  if (dy !== 0) {
    const blit = copyWithin(frozen, 0, dy);
    if (blit) blits.push(blit);
    regions.push(...exposed(frozen, 0, dy));
  }
  if (dx !== 0 || dy !== 0) {
    const blit = copyWithin(moving, dx, dy);
    if (blit) blits.push(blit);
    regions.push(...exposed(moving, dx, dy));
  }
  if (dx !== 0 || dy !== 0) regions.push({ x: 0, y: layout.bodyTop, width, height: pinned });
  if (dx !== 0) {
    // The shadow beside the frozen columns does not move with the cells under it.
    regions.push({ ...moving, width: Math.min(moving.width, SHADOW_WIDTH + Math.max(0, dx)) });
    regions.push({ x: 0, y: 0, width, height: layout.headerHeight });
    if (layout.footerHeight > 0)
      regions.push({ x: 0, y: layout.height - layout.footerHeight, width, height: layout.footerHeight });
  }
  return { blits, regions: regions.filter((region) => region.width > 0 && region.height > 0) };
}
