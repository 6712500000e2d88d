import type { DateOperand } from '@pyairtable/contracts';
import { fromWall, isZone, toWall } from '@pyairtable/formula';

/** Days from `first` up to `last`, both included, as milliseconds of their midnights on a calendar without zones. */
export interface DaySpan {
  first: number;
  last: number;
}

const DAY = 86_400_000;

const plusDays = (day: number, days: number) => day + days * DAY;

/** The same day so many months on, or the last of the month where that has none. */
function plusMonths(day: number, months: number): number {
  const date = new Date(day);
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const next = new Date(date);
  next.setUTCMonth(next.getUTCMonth() + 1, 0);
  date.setUTCDate(Math.min(wanted, next.getUTCDate()));
  return date.getTime();
}

const one = (day: number): DaySpan => ({ first: day, last: day });

const startOf = (day: number, unit: 'month' | 'year') => {
  const date = new Date(day);
  return Date.UTC(date.getUTCFullYear(), unit === 'month' ? date.getUTCMonth() : 0, 1);
};

/** Weeks begin on Sunday, as those of Airtable do. */
const startOfWeek = (day: number) => plusDays(day, -new Date(day).getUTCDay());

/** The zone that an operand's days are of. */
export const zoneOf = ({ timeZone }: DateOperand): string =>
  timeZone !== undefined && isZone(timeZone) ? timeZone : 'GMT';

/** Today by the calendar of a zone. */
export const todayIn = (now: number, timeZone: string): number =>
  Math.floor(toWall(now, timeZone) / DAY) * DAY;

/** The days that an operand means on the day `today`; undefined while it is not complete. */
export function daysOf({ mode, numberOfDays, exactDate }: DateOperand, today: number): DaySpan | undefined {
  const counted = (make: (days: number) => DaySpan) =>
    numberOfDays === undefined ? undefined : make(numberOfDays);
  switch (mode) {
    case 'today':
      return one(today);
    case 'tomorrow':
      return one(plusDays(today, 1));
    case 'yesterday':
      return one(plusDays(today, -1));
    case 'oneWeekAgo':
      return one(plusDays(today, -7));
    case 'oneWeekFromNow':
      return one(plusDays(today, 7));
    case 'oneMonthAgo':
      return one(plusMonths(today, -1));
    case 'oneMonthFromNow':
      return one(plusMonths(today, 1));
    case 'daysAgo':
      return counted((days) => one(plusDays(today, -days)));
    case 'daysFromNow':
      return counted((days) => one(plusDays(today, days)));
    case 'exactDate': {
      const day = exactDate === undefined ? Number.NaN : Date.parse(exactDate);
      // The engine reads the 31st of February as a day in March.
      const isDay = !Number.isNaN(day) && new Date(day).toISOString().startsWith(String(exactDate));
      return isDay ? one(day) : undefined;
    }
    case 'pastWeek':
      return { first: plusDays(today, -7), last: today };
    case 'pastMonth':
      return { first: plusMonths(today, -1), last: today };
    case 'pastYear':
      return { first: plusMonths(today, -12), last: today };
    case 'nextWeek':
      return { first: today, last: plusDays(today, 7) };
    case 'nextMonth':
      return { first: today, last: plusMonths(today, 1) };
    case 'nextYear':
      return { first: today, last: plusMonths(today, 12) };
    case 'thisCalendarWeek':
      return { first: startOfWeek(today), last: plusDays(startOfWeek(today), 6) };
    case 'thisCalendarMonth':
      return { first: startOf(today, 'month'), last: plusDays(plusMonths(startOf(today, 'month'), 1), -1) };
    case 'thisCalendarYear':
      return { first: startOf(today, 'year'), last: plusDays(plusMonths(startOf(today, 'year'), 12), -1) };
    case 'pastNumberOfDays':
      return counted((days) => ({ first: plusDays(today, -days), last: today }));
    case 'nextNumberOfDays':
      return counted((days) => ({ first: today, last: plusDays(today, days) }));
  }
}

/** The instants of a run of days by the clock of a zone: from `first` until before `after`. */
export const instantsOf = ({ first, last }: DaySpan, timeZone: string) => ({
  first: fromWall(first, timeZone),
  after: fromWall(plusDays(last, 1), timeZone),
});
