import { dateAt, fail, type FormulaDate, type FormulaFailure } from '../value';
import { addMonths, DAY_MS } from './calendar';
import { expandLong, formatPieces } from './format-tokens';
import { localeFacts } from './locale';
import { fullYear } from './parse-date-text';
import { fromWall, toWall } from './time-zone';

const WORD = /[^ \t\n\r0-9,/:;()[\]_-]+/;
const DIGITS = (most: number, least = 1): RegExp => new RegExp(`[0-9]{${least},${most}}`);
const OFFSET = /Z|z|[+-][0-9]{2}:?[0-9]{2}/;
const INTEGER = /[+-]?[0-9]{1,15}/;

type Slot =
  | 'year'
  | 'shortYear'
  | 'month'
  | 'monthName'
  | 'day'
  | 'dayOfYear'
  | 'quarter'
  | 'hour'
  | 'minute'
  | 'second'
  | 'fraction'
  | 'meridiem'
  | 'offset'
  | 'unix'
  | 'unixMs'
  | 'ignored';

/** What each token takes from the text; tokens that are not listed take nothing. The SQL twin holds the same table. */
const TAKEN: Record<string, [pattern: RegExp, slot: Slot]> = {
  YYYY: [DIGITS(4), 'year'],
  Y: [DIGITS(4), 'year'],
  YYYYY: [DIGITS(5), 'year'],
  YY: [DIGITS(2), 'shortYear'],
  M: [DIGITS(2), 'month'],
  MM: [DIGITS(2), 'month'],
  Mo: [DIGITS(2), 'month'],
  MMM: [WORD, 'monthName'],
  MMMM: [WORD, 'monthName'],
  D: [DIGITS(2), 'day'],
  DD: [DIGITS(2), 'day'],
  Do: [DIGITS(2), 'day'],
  DDD: [DIGITS(3), 'dayOfYear'],
  DDDD: [DIGITS(3, 3), 'dayOfYear'],
  Q: [DIGITS(1), 'quarter'],
  H: [DIGITS(2), 'hour'],
  HH: [DIGITS(2), 'hour'],
  h: [DIGITS(2), 'hour'],
  hh: [DIGITS(2), 'hour'],
  k: [DIGITS(2), 'hour'],
  kk: [DIGITS(2), 'hour'],
  m: [DIGITS(2), 'minute'],
  mm: [DIGITS(2), 'minute'],
  s: [DIGITS(2), 'second'],
  ss: [DIGITS(2), 'second'],
  S: [DIGITS(9), 'fraction'],
  SS: [DIGITS(9), 'fraction'],
  SSS: [DIGITS(9), 'fraction'],
  A: [WORD, 'meridiem'],
  a: [WORD, 'meridiem'],
  Z: [OFFSET, 'offset'],
  ZZ: [OFFSET, 'offset'],
  X: [INTEGER, 'unix'],
  x: [INTEGER, 'unixMs'],
  d: [DIGITS(1), 'ignored'],
  dd: [WORD, 'ignored'],
  ddd: [WORD, 'ignored'],
  dddd: [WORD, 'ignored'],
};

/** Longest text and format looked at. */
const LENGTH = 500;

/** The month whose name begins the word, the longest name first; 0 when there is none. */
function monthNamed(word: string, locale: string | undefined): number {
  const { months, monthsShort } = localeFacts(locale);
  const lower = word.toLowerCase();
  let best = 0;
  let length = 0;
  for (const list of [months.names, months.inContext, monthsShort.names, monthsShort.inContext])
    list?.forEach((name, index) => {
      // A short name's full stop need not be typed.
      const wanted = name.toLowerCase().replace(/\.$/, '');
      if (wanted.length > length && lower.startsWith(wanted)) [best, length] = [index + 1, wanted.length];
    });
  return best;
}

/** Whether the word names a part of the day after noon. */
function isAfternoon(word: string, locale: string | undefined): boolean {
  const lower = word.toLowerCase();
  if (/^p\.?m/.test(lower)) return true;
  return localeFacts(locale).dayParts.some(
    ([from, upper, lowerName]) =>
      from >= 720 && (upper.toLowerCase() === lower || lowerName.toLowerCase() === lower),
  );
}

/**
 * Reads a text by a Moment format, forgivingly: each token takes the next piece of text that fits it, separators and
 * surplus text are passed over. Parts not given are those of the present day, as in Moment. A date or time that does not
 * exist, or a text in which no token finds anything, is a failure.
 */
export function parseByFormat(
  text: string,
  format: string,
  { locale, zone, nowMs }: { locale: string | undefined; zone: string; nowMs: number },
): FormulaDate | FormulaFailure {
  if (text.length > LENGTH || format.length > LENGTH) return fail('The text or the format is too long.');
  const taken = new Map<Slot, string>();
  let rest = text;
  for (const { text: token, token: isToken } of formatPieces(expandLong(format, localeFacts(locale).long))) {
    const [pattern, slot] = (isToken ? TAKEN[token] : undefined) ?? [undefined, undefined];
    if (pattern === undefined || slot === undefined) {
      // A literal is passed over where it comes next; elsewhere it says nothing.
      if (!isToken && token !== '' && rest.startsWith(token)) rest = rest.slice(token.length);
      continue;
    }
    const found = pattern.exec(rest);
    if (!found) continue;
    taken.set(slot, found[0]);
    rest = rest.slice(found.index + found[0].length);
  }
  if (taken.size === 0) return fail('The text does not fit the format.');
  return assemble(taken, { locale, zone, nowMs });
}

function assemble(
  taken: ReadonlyMap<Slot, string>,
  { locale, zone, nowMs }: { locale: string | undefined; zone: string; nowMs: number },
): FormulaDate | FormulaFailure {
  const number = (slot: Slot): number | undefined => {
    const found = taken.get(slot);
    return found === undefined ? undefined : Number(found);
  };
  const unix = number('unix');
  if (unix !== undefined) return dateAt(unix * 1000);
  const unixMs = number('unixMs');
  if (unixMs !== undefined) return dateAt(unixMs);

  const today = new Date(toWall(nowMs, zone));
  const monthName = taken.get('monthName');
  const quarter = number('quarter');
  const givenMonth =
    monthName === undefined
      ? (number('month') ?? (quarter === undefined ? undefined : quarter * 3 - 2))
      : monthNamed(monthName, locale);
  const shortYear = taken.get('shortYear');
  const givenYear = number('year') ?? (shortYear === undefined ? undefined : fullYear(shortYear));
  const givenDay = number('day');
  const dayOfYear = number('dayOfYear');

  const year = givenYear ?? today.getUTCFullYear();
  const month = givenMonth ?? (givenYear === undefined ? today.getUTCMonth() + 1 : 1);
  const day =
    givenDay ??
    (givenYear === undefined && givenMonth === undefined && dayOfYear === undefined ? today.getUTCDate() : 1);
  if (quarter !== undefined && (quarter < 1 || quarter > 4)) return fail('This quarter does not exist.');
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (month < 1 || month > 12 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day)
    return fail('This date does not exist.');
  let at = date.getTime();
  if (dayOfYear !== undefined) {
    const first = new Date(0);
    first.setUTCFullYear(year, 0, 1);
    at = first.getTime() + (dayOfYear - 1) * DAY_MS;
    if (dayOfYear < 1 || at >= addMonths(first.getTime(), 12)) return fail('This date does not exist.');
  }

  let hour = number('hour') ?? 0;
  const meridiem = taken.get('meridiem');
  if (meridiem !== undefined) {
    const afternoon = isAfternoon(meridiem, locale);
    if (afternoon && hour < 12) hour += 12;
    if (!afternoon && hour === 12) hour = 0;
  }
  const minute = number('minute') ?? 0;
  const second = number('second') ?? 0;
  const ms = Number((taken.get('fraction') ?? '').padEnd(3, '0').slice(0, 3));
  const midnightAfter = hour === 24 && minute === 0 && second === 0 && ms === 0;
  if ((hour > 23 && !midnightAfter) || minute > 59 || second > 59)
    return fail('This time of day does not exist.');
  at += ((hour * 60 + minute) * 60 + second) * 1000 + ms;
  const offset = taken.get('offset');
  if (offset === undefined) return dateAt(fromWall(at, zone));
  const minutes =
    offset.toUpperCase() === 'Z' ? 0 : Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return dateAt(at - (offset.startsWith('-') ? -minutes : minutes) * 60_000);
}
