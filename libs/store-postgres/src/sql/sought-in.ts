import { soughtText } from '@pyairtable/field-types';
import type { Statement } from './statement';

export const isAscii = (text: string) => [...text].every((character) => character < '\x80');

/** What is sought, as a pattern of LIKE that stands for itself. */
export const patternOf = (sought: string): string => sought.replace(/[\\%_]/g, '\\$&');

/**
 * Boolean expression: a text is like a pattern that is made of what is `sought`, case and accents aside. A text of plain
 * ASCII is folded by its case alone, many times as soon.
 */
export function likeSought(text: string, sought: string, pattern: string): string {
  const folded = `${soughtText(text)} COLLATE "C" LIKE ${pattern}`;
  const others = `octet_length(${text}) <> length(${text}) AND ${folded}`;
  // Folding makes that of the one character before it, and of no other.
  if (sought.includes('\x02')) return `(${folded})`;
  return isAscii(sought) ? `lower(${text} COLLATE "C") LIKE ${pattern} OR (${others})` : `(${others})`;
}

/** Boolean expressions: a text is what is sought, begins with it, has it; case and accents aside. */
export function soughtIn(text: string, sought: string, statement: Statement) {
  const like = (pattern: string) => `(${likeSought(text, sought, `${statement.bind(pattern)}::text`)})`;
  const whole = patternOf(sought);
  // Letters beyond ASCII may be folded to any, and most rows are told apart by the first alone.
  const first = [sought, sought.toUpperCase()].map((one) => `${statement.bind(one.codePointAt(0))}::int`);
  const mayBegin = `(ascii(${text}) >= 128 OR ascii(${text}) IN (${first.join(', ')}))`;
  const begin = (pattern: string) => (sought.startsWith('\x02') ? pattern : `(${mayBegin} AND ${pattern})`);
  return { is: begin(like(whole)), begins: begin(like(`${whole}%`)), has: like(`%${whole}%`) };
}
