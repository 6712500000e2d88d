import { snap, type Layout, type Scroll } from './geometry';
import type { GroupHeads } from './groups';
import { GROUP_HEAD_HEIGHT } from './grouped-rows';

/** A head that stays in view above the rows of its group. */
export interface PinnedHead {
  group: number;
  /** Top edge in the viewport. */
  y: number;
}

/** A body lower than this has no room for heads above its rows. */
const LEAST_BODY = 8 * GROUP_HEAD_HEIGHT;

function pinning(layout: Layout): GroupHeads | null {
  return layout.bodyHeight < LEAST_BODY ? null : layout.rows.heads;
}

/** The heads that stay above the rows at the top of the view, outermost first; each is pushed out by the end of its group. */
export function pinnedHeads(layout: Layout, scroll: Scroll): readonly PinnedHead[] {
  const heads = pinning(layout);
  if (!heads || scroll.top <= 0) return [];
  const pinned: PinnedHead[] = [];
  let below = 0;
  for (let level = 0; ; level++) {
    let group = heads.groupAt(scroll.top + below);
    while (group !== -1 && heads.level(group) > level) group = heads.parent(group);
    if (group === -1 || heads.level(group) < level) break;
    if (heads.head(group).top >= scroll.top + below) break;
    const y = Math.min(below, heads.end(group) - scroll.top - GROUP_HEAD_HEIGHT);
    pinned.push({ group, y: layout.bodyTop + snap(y, layout.dpr) });
    below = y + GROUP_HEAD_HEIGHT;
  }
  return pinned;
}

/** Pixels at the top of the body that pinned heads cover. */
export function pinnedHeight(layout: Layout, scroll: Scroll): number {
  const last = pinnedHeads(layout, scroll).at(-1);
  return last ? last.y + snap(GROUP_HEAD_HEIGHT, layout.dpr) - layout.bodyTop : 0;
}

/** Pixels that the heads above one of so many levels cover once it stands at the top. */
export function coveredAbove(layout: Layout, levels: number): number {
  return pinning(layout) ? levels * GROUP_HEAD_HEIGHT : 0;
}
