/**
 * One order for text everywhere: Unicode lower case, then code points. It depends on no library version or
 * locale of the database, so an index never goes stale and the browser agrees with the server.
 */
export function textOrderKey(expression: string): string {
  return `lower(${expression} COLLATE pg_unicode_fast) COLLATE "C"`;
}

/** The same order in TypeScript. */
export function compareText(a: string, b: string): number {
  return compareCodePoints(a.toLowerCase(), b.toLowerCase());
}

function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left === right) continue;
    // UTF-16 puts surrogates below U+E000…U+FFFF although the characters they form come after those.
    const leftIsHigh = isSurrogate(left);
    return leftIsHigh === isSurrogate(right) ? left - right : leftIsHigh ? 1 : -1;
  }
  return a.length - b.length;
}

const isSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdfff;
