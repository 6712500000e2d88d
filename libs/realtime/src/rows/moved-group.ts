import type { ViewGroup } from '@pyairtable/contracts';

/** A group whose first row, and the one after its last, are found at other places. */
export function movedGroup(group: ViewGroup, placeOf: (position: number) => number): ViewGroup {
  const start = placeOf(group.start);
  return { ...group, start, count: placeOf(group.start + group.count) - start };
}
