/** Positions `[start, end)`. */
export interface PositionRange {
  start: number;
  end: number;
}

/** Ranges that hold the same positions, ascending, none empty, none touching another. */
export function joined(ranges: readonly PositionRange[]): PositionRange[] {
  const apart: PositionRange[] = [];
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    const before = apart.at(-1);
    if (before && start <= before.end) before.end = Math.max(before.end, end);
    else if (start < end) apart.push({ start, end });
  }
  return apart;
}

/** The same with so many positions more at either end of each. */
export const widened = (ranges: readonly PositionRange[], by: number): PositionRange[] =>
  joined(ranges.map(({ start, end }) => ({ start: Math.max(0, start - by), end: end + by })));

/** How many positions there are in ranges that do not touch. */
export const lengthOf = (ranges: readonly PositionRange[]): number =>
  ranges.reduce((sum, { start, end }) => sum + end - start, 0);

export const overlapsAny = (ranges: readonly PositionRange[], { start, end }: PositionRange): boolean =>
  ranges.some((range) => range.start < end && start < range.end);
