/** The longest of the runs of numbers, in their order and with gaps, of which each is higher than the one before it. */
export function longestRising(numbers: readonly number[]): number[] {
  /** For runs of each length the index of the lowest number that one can end with. */
  const ends: number[] = [];
  const before = numbers.map((number, at) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((numbers[ends[middle] as number] as number) < number) low = middle + 1;
      else high = middle;
    }
    ends[low] = at;
    return ends[low - 1];
  });
  const rising: number[] = [];
  for (let at = ends.at(-1); at !== undefined; at = before[at]) rising.push(numbers[at] as number);
  return rising.reverse();
}
