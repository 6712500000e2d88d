/** Order of two lists by their first different elements; a list goes before the longer ones that begin with it. */
export function compareLists<T>(
  a: readonly T[],
  b: readonly T[],
  compare: (one: T, other: T) => number,
): number {
  for (const [at, element] of a.entries()) {
    if (at >= b.length) break;
    const order = compare(element, b[at] as T);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
