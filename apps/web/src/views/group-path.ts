import type { ViewGroup } from '@pyairtable/contracts';

/** Indexes of a group and of those around it, from the outermost. */
export function pathOf(groups: readonly ViewGroup[], index: number): number[] {
  const path: number[] = [];
  for (let level = groups[index]?.level ?? -1; level >= 0; level -= 1)
    path.unshift(groups.findLastIndex((group, at) => at <= index && group.level === level));
  return path;
}
