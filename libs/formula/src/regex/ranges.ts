/** Code points as inclusive pairs `[low, high, low, high, …]`; sorted and apart once they went through `united`. */
export type Ranges = readonly number[];

export const LAST_CODE_POINT = 0x10ffff;
export const ANY: Ranges = [0, LAST_CODE_POINT];
export const DIGIT: Ranges = [48, 57];
export const SPACE: Ranges = [9, 10, 12, 13, 32, 32];
export const WORD: Ranges = [48, 57, 65, 90, 95, 95, 97, 122];

/** The named classes of brackets, ASCII all of them. */
export const POSIX: Readonly<Record<string, Ranges>> = {
  alnum: [48, 57, 65, 90, 97, 122],
  alpha: [65, 90, 97, 122],
  ascii: [0, 127],
  blank: [9, 9, 32, 32],
  cntrl: [0, 31, 127, 127],
  digit: DIGIT,
  graph: [33, 126],
  lower: [97, 122],
  print: [32, 126],
  punct: [33, 47, 58, 64, 91, 96, 123, 126],
  space: [9, 13, 32, 32],
  upper: [65, 90],
  word: WORD,
  xdigit: [48, 57, 65, 70, 97, 102],
};

/** Sorted, with what touches or overlaps run together. */
export function united(ranges: Ranges): Ranges {
  const pairs: [number, number][] = [];
  for (let at = 0; at < ranges.length; at += 2) pairs.push([ranges[at] as number, ranges[at + 1] as number]);
  pairs.sort(([a], [b]) => a - b);
  const result: number[] = [];
  for (const [low, high] of pairs) {
    const last = result.length - 1;
    if (last > 0 && low <= (result[last] as number) + 1)
      result[last] = Math.max(result[last] as number, high);
    else result.push(low, high);
  }
  return result;
}

/** All other code points. */
export function complement(ranges: Ranges): Ranges {
  const result: number[] = [];
  let next = 0;
  const sorted = united(ranges);
  for (let at = 0; at < sorted.length; at += 2) {
    const low = sorted[at] as number;
    if (low > next) result.push(next, low - 1);
    next = (sorted[at + 1] as number) + 1;
  }
  if (next <= LAST_CODE_POINT) result.push(next, LAST_CODE_POINT);
  return result;
}

/** Whether some code point lies in both; both united. */
export function overlap(one: Ranges, other: Ranges): boolean {
  let a = 0;
  let b = 0;
  while (a < one.length && b < other.length) {
    if ((one[a + 1] as number) < (other[b] as number)) a += 2;
    else if ((other[b + 1] as number) < (one[a] as number)) b += 2;
    else return true;
  }
  return false;
}

/**
 * The ranges with the other case of every letter, for ASCII ranges only: undefined for others, whose folding stands
 * in RE2's tables and, for PostgreSQL, in `formula.case_fold`. U+017F and U+212A fold to s and k.
 */
export function foldedAscii(ranges: Ranges): Ranges | undefined {
  const result = [...ranges];
  for (let at = 0; at < ranges.length; at += 2) {
    const low = ranges[at] as number;
    const high = ranges[at + 1] as number;
    if (high > 127) return undefined;
    for (let code = low; code <= high; code++) {
      const lower = code | 32;
      if (lower < 97 || lower > 122) continue;
      result.push(code ^ 32, code ^ 32);
      if (lower === 107) result.push(0x212a, 0x212a);
      if (lower === 115) result.push(0x17f, 0x17f);
    }
  }
  return united(result);
}
