import type { DateFormatName } from '@pyairtable/contracts';
import { clockTime, dayToUtc, type Day } from './calendar';
import { dateLiterals, monthNames, partOrder } from './date-format';

const MAX_DATE_LENGTH = 100;

/** Two digits mean 1970 to 2069. */
const fullYear = (text: string) =>
  text.length > 2 ? Number(text) : Number(text) + (Number(text) < 70 ? 2000 : 1900);

/**
 * Reads a day as typed: ISO, three numbers in the format's order, or two numbers and a month's name. Returns its midnight
 * in UTC, undefined when it makes no sense. A year must be given: what is typed means the same on every day.
 */
export function parseDay(text: string, format: DateFormatName, locale: string): number | undefined {
  if (text.length > MAX_DATE_LENGTH) return undefined;
  const tokens = text.toLowerCase().match(/\d+|[\p{L}\p{M}]+/gu) ?? [];
  const numbers = tokens.filter((token) => /^\d/.test(token));
  const literals = dateLiterals(locale);
  const months = monthNames(locale);
  const words = tokens.filter((token) => !/^\d/.test(token) && !literals.has(token));
  if (/[^\p{L}\p{M}\d\s.,/年月日\u200e\u200f'-]/u.test(text) || numbers.some((digits) => digits.length > 4))
    return undefined;

  const spelt = words.length === 1 ? months.get(words[0] ?? '') : undefined;
  if (spelt !== undefined && numbers.length === 2) {
    const [first = '', second = ''] = numbers;
    const yearFirst = first.length > 2;
    return dayToUtc({
      year: fullYear(yearFirst ? first : second),
      month: spelt,
      day: Number(yearFirst ? second : first),
    });
  }
  if (words.length > 0 || numbers.length !== 3) return undefined;
  const order =
    numbers[0]?.length === 4 ? (['year', 'month', 'day'] as const) : orderWithoutIso(format, locale);
  const day: Day = { year: 0, month: 0, day: 0 };
  for (const [at, part] of order.entries()) {
    const digits = numbers[at] ?? '';
    if (part !== 'year' && digits.length > 2) return undefined;
    day[part] = part === 'year' ? fullYear(digits) : Number(digits);
  }
  return dayToUtc(day);
}

/** In an ISO field a short first number cannot be a year: read it as the United States do, like Airtable. */
function orderWithoutIso(format: DateFormatName, locale: string) {
  return partOrder(format === 'iso' ? 'us' : format, locale);
}

const CLOCK = /(?:^|[\s,T])(\d{1,2})(?::(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?)?\s*(?:([ap])\.?\s?m\.?)?$/i;

/**
 * Reads a day and a time as typed, e.g. "3/1/2026 9:30am" or "2026-03-01 21:30"; a day alone means midnight. Returns the
 * reading of the clock as milliseconds in UTC.
 */
export function parseDayAndClock(text: string, format: DateFormatName, locale: string): number | undefined {
  if (text.length > MAX_DATE_LENGTH) return undefined;
  const trimmed = text.trim();
  const match = CLOCK.exec(trimmed);
  // A bare number at the end is the year of the date, not an hour.
  if (!match || (match[2] === undefined && match[5] === undefined)) return parseDay(trimmed, format, locale);
  const day = parseDay(trimmed.slice(0, match.index).replace(/,\s*$/, ''), format, locale);
  const half = match[5]?.toLowerCase();
  const hour = Number(match[1]);
  if (day === undefined || (half && (hour < 1 || hour > 12))) return undefined;
  const hour24 = half ? (hour % 12) + (half === 'p' ? 12 : 0) : hour;
  const time = clockTime(
    hour24,
    Number(match[2] ?? 0),
    Number(match[3] ?? 0),
    Number((match[4] ?? '').padEnd(3, '0')),
  );
  return time === undefined ? undefined : day + time;
}
