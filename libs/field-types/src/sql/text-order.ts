import { bareText, spelling } from './text-folding';

/**
 * One order for text everywhere: case and accents aside, runs of digits by value; among equals by accents, then by the
 * text itself. It depends on no library version or locale of the database, so an index never goes stale and the browser
 * agrees with the server. The expression is of type text, to be compared by code points; equal only for equal texts.
 */
export function textOrderKey(expression: string): string {
  return `api.text_order(${expression}) COLLATE "C"`;
}

/** What text is searched for and in: case, accents and the like aside. */
export function soughtText(expression: string): string {
  return `api.text_sought(${expression})`;
}

/** The same in TypeScript. */
export const sought = (text: string): string => bareText(spelling(text));

/** The same order in TypeScript. */
export function compareText(a: string, b: string): number {
  return a === b ? 0 : compareCodePoints(textKey(a), textKey(b));
}

/** Digits of the padded runs; longer ones stand behind a colon and their length. */
const WIDTH = 12;
const DIVIDER = '\u0001';
const PLAIN = /^[ -/:-@[-~]*$/;

/** The key that `textOrderKey` computes; its parts are what is compared first, the spelling, and the text itself. */
export function textKey(text: string): string {
  if (PLAIN.test(text)) return text;
  const spelt = spelling(text);
  const bare = bareText(spelt);
  const numbered = /[0-9]/.test(bare);
  const own = spelt === text ? '' : DIVIDER + text;
  if (numbered || bare !== spelt) return (numbered ? numberedText(bare) : bare) + DIVIDER + spelt + own;
  return own === '' ? bare : bare + DIVIDER + own;
}

const numberedText = (bare: string): string =>
  bare.replace(/[0-9]+/g, (run) => {
    const digits = run.replace(/^0+/, '');
    if (digits.length <= WIDTH) return digits.padStart(WIDTH, '0');
    return `:${String(digits.length).padStart(7, '0')}${digits}`;
  });

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
