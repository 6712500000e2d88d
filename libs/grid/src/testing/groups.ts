import { GroupedRows } from '../engine/grouped-rows';
import type { GridGroup } from '../engine/groups';

/** Groups of so many rows, a number for each level from the outermost; keys count them level by level: `0/3`. */
export function evenGroups(rowCount: number, perGroup: readonly number[]): GridGroup[] {
  const groups: GridGroup[] = [];
  const add = (level: number, start: number, end: number, around: string): void => {
    const size = perGroup[level];
    if (size === undefined) return;
    for (let at = start, index = 0; at < end; at += size, index++) {
      const key = `${around}${index}`;
      const stop = Math.min(end, at + size);
      groups.push({ key, level, start: at, count: stop - at });
      add(level + 1, at, stop, `${key}/`);
    }
  };
  add(0, 0, rowCount, '');
  return groups;
}

/** Rows of 32 pixels in such groups. */
export function groupedRows({
  rowCount = 100,
  perGroup = [20],
  collapsed = [],
  canAdd = false,
}: {
  rowCount?: number;
  perGroup?: readonly number[];
  collapsed?: readonly string[];
  canAdd?: boolean;
} = {}): GroupedRows {
  return new GroupedRows(rowCount, 32, evenGroups(rowCount, perGroup), new Set(collapsed), canAdd);
}
