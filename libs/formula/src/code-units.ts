const LONE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Text as PostgreSQL can hold it: without U+0000, halves of surrogate pairs as U+FFFD. */
export const storable = (text: string): string => text.replaceAll('\u0000', '').replace(LONE, '\uFFFD');

/** Code units [from, to) of the text; positions outside are clamped, half a surrogate pair becomes U+FFFD. */
export function sliceUnits(text: string, from: number, to: number): string {
  const first = Math.min(Math.max(from, 0), text.length);
  const last = Math.min(Math.max(to, 0), text.length);
  return last <= first ? '' : text.slice(first, last).replace(LONE, '\uFFFD');
}
