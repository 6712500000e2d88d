/** Offsets of IANA zones. GMT and UTC cost nothing; others ask the platform's zone rules, cached by the hour. */

import { DATE_RANGE } from '../value';

const formatters = new Map<string, Intl.DateTimeFormat | null>();
const offsets = new Map<string, number>();
const OFFSETS_KEPT = 50_000;

function formatterOf(zone: string): Intl.DateTimeFormat | null {
  let found = formatters.get(zone);
  if (found === undefined) {
    try {
      found = new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        hourCycle: 'h23',
        era: 'short',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      });
    } catch {
      found = null;
    }
    formatters.set(zone, found);
  }
  return found;
}

export const isGmt = (zone: string): boolean =>
  zone === 'GMT' || zone === 'UTC' || zone === 'Etc/UTC' || zone === 'Etc/GMT';

/** Whether the text names a zone: IANA names only, so that both engines know the same ones. */
export const isZone = (zone: string): boolean =>
  isGmt(zone) || (/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)+$/.test(zone) && formatterOf(zone) !== null);

/** Milliseconds to add to the instant for the zone's wall clock. */
export function zoneOffset(ms: number, zone: string): number {
  if (isGmt(zone)) return 0;
  // Every present and past transition falls on a whole quarter of an hour of GMT or is older than records.
  const quarter = Math.floor(ms / 900_000);
  const key = `${zone} ${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const at = quarter * 900_000;
  const parts: Record<string, string> = {};
  for (const { type, value } of (formatterOf(zone) as Intl.DateTimeFormat).formatToParts(at))
    parts[type] = value;
  const year = parts['era'] === 'BC' ? 1 - Number(parts['year']) : Number(parts['year']);
  const wall = new Date(0);
  wall.setUTCFullYear(year, Number(parts['month']) - 1, Number(parts['day']));
  wall.setUTCHours(Number(parts['hour']), Number(parts['minute']), Number(parts['second']));
  const offset = wall.getTime() - at;
  if (offsets.size >= OFFSETS_KEPT) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

/**
 * The zone's wall clock at the instant, as if it were GMT; at the ends of the calendar it stands still rather than
 * leave the years 1 to 9999.
 */
export const toWall = (ms: number, zone: string): number =>
  Math.min(Math.max(ms + zoneOffset(ms, zone), DATE_RANGE.first), DATE_RANGE.last);

/**
 * The instant at which the zone's clock shows the wall time. A time skipped in spring is read with the offset before
 * the change, a time that comes twice in autumn is the second one: PostgreSQL's rule.
 */
export function fromWall(wall: number, zone: string): number {
  if (isGmt(zone)) return wall;
  const before = zoneOffset(wall - 86_400_000, zone);
  const after = zoneOffset(wall + 86_400_000, zone);
  if (before === after) return wall - before;
  const later = wall - after;
  return zoneOffset(later, zone) === after ? later : wall - before;
}
