import { dayToUtc } from './calendar';

const formats = new Map<string, Intl.DateTimeFormat>();
/** Bound of the cache: zones come from users. */
const MAX_FORMATS = 1000;

function zoneFormat(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    if (formats.size >= MAX_FORMATS) formats.clear();
    formats.set(timeZone, format);
  }
  return format;
}

/** True for a zone of the IANA list such as `Europe/Vienna`; `UTC` and bare offsets are not zones of a field. */
export function isZone(text: string): boolean {
  if (text.length > 64 || !/^[A-Za-z]/.test(text) || text.toUpperCase() === 'UTC') return false;
  try {
    zoneFormat(text);
    return true;
  } catch {
    return false;
  }
}

/** What the clocks of a zone show at an instant, as milliseconds of the same reading in UTC. Unknown zones read as UTC. */
export function wallClock(instant: number, timeZone: string): number {
  if (timeZone === 'utc' || timeZone === 'UTC') return instant;
  let parts: Intl.DateTimeFormatPart[];
  try {
    parts = zoneFormat(timeZone).formatToParts(instant);
  } catch {
    return instant;
  }
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((found) => found.type === type)?.value ?? 0);
  const midnight = dayToUtc({ year: part('year'), month: part('month'), day: part('day') });
  const era = parts.find((found) => found.type === 'era')?.value;
  if (midnight === undefined || era === 'BC') return instant;
  const milliseconds = ((instant % 1000) + 1000) % 1000;
  return midnight + ((part('hour') * 60 + part('minute')) * 60 + part('second')) * 1000 + milliseconds;
}

/**
 * The instant at which a zone's clocks show the reading. A reading that occurs twice (clocks go back) means the first;
 * one that never occurs (clocks go forward) is moved on by the gap.
 */
export function instantOf(wall: number, timeZone: string): number {
  const DAY = 86_400_000;
  const before = wallClock(wall - DAY, timeZone) - (wall - DAY);
  const after = wallClock(wall + DAY, timeZone) - (wall + DAY);
  const first = wall - before;
  if (wallClock(first, timeZone) === wall) return first;
  const second = wall - after;
  return wallClock(second, timeZone) === wall ? second : first;
}
