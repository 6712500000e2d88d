import { clockTime, instantToText, textToDay, dayToUtc } from './calendar';
import { instantOf } from './time-zone';

const ISO =
  /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(?:([Zz])|([+-])(\d{2}):?(\d{2})?)?)?$/;

/**
 * Reads an ISO 8601 time, or a date alone, into its instant; what lacks an offset is read in `zone`. Fractions beyond a
 * millisecond are cut. undefined for other texts and outside the years 1 to 9999.
 */
export function parseIsoInstant(text: string, zone: string): number | undefined {
  const match = text.length <= 64 ? ISO.exec(text) : null;
  const day = match && textToDay(match[1] ?? '');
  const midnight = day ? dayToUtc(day) : undefined;
  if (!match || midnight === undefined) return undefined;
  const [, , hour = 0, minute = 0, second = 0, fraction = '', utc, sign, offsetHour, offsetMinute = 0] =
    match;
  const time = clockTime(
    Number(hour),
    Number(minute),
    Number(second),
    Number(fraction.slice(0, 3).padEnd(3, '0')),
  );
  if (time === undefined) return undefined;
  const wall = midnight + time;
  if (utc) return wall;
  if (!sign) return instantOf(wall, zone);
  const offset = clockTime(Number(offsetHour), Number(offsetMinute));
  if (offset === undefined) return undefined;
  const instant = sign === '+' ? wall - offset : wall + offset;
  return instantToText(instant) === undefined ? undefined : instant;
}
