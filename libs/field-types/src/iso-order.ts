import type { ReadCell } from '@pyairtable/contracts';

/** Order of two dates, or of two times, in their canonical ISO texts: of fixed width, so text order is time order. */
export const compareIso = (a: ReadCell, b: ReadCell): number => {
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : left > right ? 1 : 0;
};
