const NUMERIC = /^[ \t\n\r\f\v]*([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))[ \t\n\r\f\v]*$/;
/** Longest text read as a number; far below the digits at which a double overflows. */
const NUMERIC_LENGTH = 300;

/** The shortest decimal text that reads back as the number, as JavaScript prints it; -0 prints as 0. */
export const numberToText = (value: number): string => String(value === 0 ? 0 : value);

/**
 * Decimal text to number: digits with an optional sign and fraction, surrounding ASCII white space allowed; '' is 0.
 * Everything else, exponents and other notations included, is NaN.
 */
export function textToNumber(text: string): number {
  if (text === '') return 0;
  if (text.length > NUMERIC_LENGTH) return Number.NaN;
  const found = NUMERIC.exec(text);
  return found ? Number(found[1]) : Number.NaN;
}

/** The number in a text: digits, one decimal point and a leading minus count, all else is dropped; null without a digit. */
export function valueOfText(text: string): number | null {
  const kept = /^-?[0-9]*\.?[0-9]*/.exec(text.replace(/[^0-9.-]/g, ''))?.[0] ?? '';
  if (!/[0-9]/.test(kept) || kept.length > NUMERIC_LENGTH) return null;
  return textToNumber(kept);
}
