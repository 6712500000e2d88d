import type { GridGroup } from '@pyairtable/grid';

/** The nearest row before or behind one, of `count` rows, that no collapsed group hides; undefined where there is none. */
export function shownRowBeside(
  row: number,
  by: 1 | -1,
  count: number,
  groups: readonly GridGroup[],
  collapsed: ReadonlySet<string>,
): number | undefined {
  let beside = row + by;
  // In the order of their rows, or against it: whoever is past one group does not come back to it.
  for (let at = 0; at < groups.length && collapsed.size > 0; at += 1) {
    const { key, start, count: rows } = groups.at(by === 1 ? at : -1 - at) as GridGroup;
    if (beside < start || beside >= start + rows || !collapsed.has(key)) continue;
    beside = by === 1 ? start + rows : start - 1;
  }
  return beside >= 0 && beside < count ? beside : undefined;
}
