import type { Field, RawCell } from '@pyairtable/contracts';
import { instantOf, wallClock } from '@pyairtable/field-types';

const DAY_MS = 86_400_000;
const NINE_MS = 9 * 3_600_000;

function zoneOf(field: Field, clientZone: string): string {
  const zone = field.type === 'dateTime' ? field.options.timeZone : 'utc';
  return zone === 'client' ? clientZone : zone;
}

/** The day (`YYYY-MM-DD`) that a date or date-time cell shows in its field's zone; null when empty. */
export function dayIn(cell: RawCell, field: Field, clientZone: string): string | null {
  if (typeof cell !== 'string') return null;
  if (field.type === 'date') return cell.slice(0, 10);
  const instant = Date.parse(cell);
  if (Number.isNaN(instant)) return null;
  return new Date(wallClock(instant, zoneOf(field, clientZone))).toISOString().slice(0, 10);
}

/** The cell with its day replaced; a date-time keeps its clock, an empty one gets nine in the morning. */
export function withDay(cell: RawCell, day: string, field: Field, clientZone: string): string {
  if (field.type === 'date') return day;
  const zone = zoneOf(field, clientZone);
  const present = typeof cell === 'string' ? Date.parse(cell) : Number.NaN;
  const clock = Number.isNaN(present) ? NINE_MS : ((wallClock(present, zone) % DAY_MS) + DAY_MS) % DAY_MS;
  return new Date(instantOf(Date.parse(`${day}T00:00:00.000Z`) + clock, zone)).toISOString();
}

/** The weeks (Monday first) that show a month, each seven days as `YYYY-MM-DD`. `month` is `YYYY-MM`. */
export function monthWeeks(month: string): string[][] {
  const first = Date.parse(`${month}-01T00:00:00.000Z`);
  const offset = (new Date(first).getUTCDay() + 6) % 7;
  const weeks: string[][] = [];
  for (let start = first - offset * DAY_MS; ; start += 7 * DAY_MS) {
    const week = Array.from({ length: 7 }, (_, day) =>
      new Date(start + day * DAY_MS).toISOString().slice(0, 10),
    );
    if (weeks.length > 0 && !week.some((day) => day.startsWith(month))) return weeks;
    weeks.push(week);
  }
}

/** The month some months after another. */
export function monthAfter(month: string, months: number): string {
  const [year = 1970, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

/** Today in the browser's zone. */
export function today(): string {
  const now = new Date();
  return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())).toISOString().slice(0, 10);
}
