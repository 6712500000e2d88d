/** Calendar arithmetic on GMT milliseconds, by Moment's rules; callers shift to a zone's wall clock first. */

export const DAY_MS = 86_400_000;

const UNITS = {
  millisecond: { ms: 1 },
  second: { ms: 1_000 },
  minute: { ms: 60_000 },
  hour: { ms: 3_600_000 },
  day: { days: 1 },
  week: { days: 7 },
  month: { months: 1 },
  quarter: { months: 3 },
  year: { months: 12 },
} as const;
export type Unit = keyof typeof UNITS;

const SHORT: Record<string, Unit> = {
  ms: 'millisecond',
  s: 'second',
  m: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
  M: 'month',
  Q: 'quarter',
  y: 'year',
};

/** The unit a specifier names: short forms exactly (`m` minutes, `M` months), words in any case, singular or plural. */
export function unitOf(specifier: string): Unit | undefined {
  const short = SHORT[specifier];
  if (short) return short;
  const word = specifier.toLowerCase().replace(/s$/, '');
  return word in UNITS && specifier.length > 2 ? (word as Unit) : undefined;
}

export const startOfDay = (ms: number): number => Math.floor(ms / DAY_MS) * DAY_MS;
export const dayNumber = (ms: number): number => Math.floor(ms / DAY_MS);
/** 0 for Sunday to 6. */
export const weekday = (ms: number): number => (((dayNumber(ms) + 4) % 7) + 7) % 7;

const daysInMonth = (year: number, month: number): number => new Date(utc(year, month + 1, 0)).getUTCDate();

function utc(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return date.getTime();
}

/** Whole months later, the day clamped to the month's last. */
export function addMonths(ms: number, months: number): number {
  const date = new Date(ms);
  const total = date.getUTCFullYear() * 12 + date.getUTCMonth() + months;
  const year = Math.floor(total / 12);
  const month = total - year * 12;
  const day = Math.min(date.getUTCDate(), daysInMonth(year, month));
  return utc(year, month, day) + (ms - startOfDay(ms));
}

/** To the nearest whole number, halves away from zero. */
const roundAway = (value: number): number => (value < 0 ? -Math.round(-value) : Math.round(value));

/** What adding an amount of a unit means: whole months, whole days, or milliseconds. */
export function span(amount: number, unit: Unit): { months: number; days: number; ms: number } {
  const size = UNITS[unit];
  return {
    months: 'months' in size ? roundAway(amount * size.months) + 0 : 0,
    days: 'days' in size ? roundAway(amount * size.days) + 0 : 0,
    ms: 'ms' in size ? roundAway(amount * size.ms) + 0 : 0,
  };
}

/** Complete months from b to a, the Moment way; negative when a comes first. */
export function monthsBetween(a: number, b: number): number {
  const [first, second] = [new Date(a), new Date(b)];
  if (first.getUTCDate() < second.getUTCDate()) return -monthsBetween(b, a) + 0;
  const whole =
    (second.getUTCFullYear() - first.getUTCFullYear()) * 12 + second.getUTCMonth() - first.getUTCMonth();
  const rest = b - addMonths(a, whole);
  const complete = whole > 0 && rest < 0 ? whole - 1 : whole < 0 && rest > 0 ? whole + 1 : whole;
  return -complete + 0;
}

/** Whole units from b to a, truncated toward zero. */
export function difference(a: number, b: number, unit: Unit): number {
  const size = UNITS[unit];
  if ('months' in size) return Math.trunc(monthsBetween(a, b) / size.months) + 0;
  return Math.trunc((a - b) / ('days' in size ? size.days * DAY_MS : size.ms)) + 0;
}

/** The first instant of the unit that holds the instant; weeks begin on Sunday. */
export function startOf(ms: number, unit: Unit): number {
  const size = UNITS[unit];
  if ('ms' in size) return Math.floor(ms / size.ms) * size.ms;
  if (unit === 'day') return startOfDay(ms);
  if (unit === 'week') return startOfDay(ms) - weekday(ms) * DAY_MS;
  const date = new Date(ms);
  const month =
    unit === 'year' ? 0 : unit === 'quarter' ? Math.floor(date.getUTCMonth() / 3) * 3 : date.getUTCMonth();
  return utc(date.getUTCFullYear(), month, 1);
}

/** Week of the year and the year it belongs to; `start` is the first weekday, `anchor` the January day week 1 holds. */
export function weekOf(ms: number, start: number, anchor: number): { week: number; year: number } {
  const monday = startOfDay(ms) - ((weekday(ms) - start + 7) % 7) * DAY_MS;
  // The week belongs to the year that holds the day which decides: 7 - anchor days into the week.
  const year = new Date(monday + (7 - anchor) * DAY_MS).getUTCFullYear();
  const decisive = utc(year, 0, anchor);
  const first = decisive - ((weekday(decisive) - start + 7) % 7) * DAY_MS;
  return { week: Math.round((monday - first) / (7 * DAY_MS)) + 1, year };
}

/** Working days after a day number, Saturday and Sunday off; negative goes back; 0 is the day itself. */
function stepWorkdays(day: number, count: number): number {
  if (count === 0) return day;
  const index = (((day + 3) % 7) + 7) % 7;
  if (count > 0) {
    const base = index > 4 ? day - (index - 4) : day;
    const from = Math.min(index, 4);
    const rest = count % 5;
    return base + Math.floor(count / 5) * 7 + rest + (from + rest > 4 ? 2 : 0);
  }
  const base = index > 4 ? day + (7 - index) : day;
  const from = index > 4 ? 0 : index;
  const rest = -count % 5;
  return base - Math.floor(-count / 5) * 7 - rest - (from - rest < 0 ? 2 : 0);
}

const isWeekday = (day: number): boolean => (((day + 3) % 7) + 7) % 7 < 5;

/** The day number `count` working days away, holidays (day numbers) left out. */
export function addWorkdays(day: number, count: number, holidays: readonly number[]): number {
  const off = [...new Set(holidays)].filter(isWeekday);
  let steps = count;
  for (;;) {
    const target = stepWorkdays(day, steps);
    const passed = off.filter((holiday) =>
      count > 0 ? holiday > day && holiday <= target : holiday < day && holiday >= target,
    );
    const wanted = count > 0 ? count + passed.length : count < 0 ? count - passed.length : 0;
    if (wanted === steps) return target;
    steps = wanted;
  }
}

/** Weekdays up to and including the day, counted from a fixed Monday. */
function weekdaysUpTo(day: number): number {
  const shifted = day + 3;
  const week = Math.floor(shifted / 7);
  return week * 5 + Math.min(shifted - week * 7 + 1, 5);
}

/** Working days from a to b, both counted; negative when b comes first. */
export function workdaysBetween(a: number, b: number, holidays: readonly number[]): number {
  if (b < a) return -workdaysBetween(b, a, holidays) + 0;
  const off = [...new Set(holidays)].filter((holiday) => isWeekday(holiday) && holiday >= a && holiday <= b);
  return weekdaysUpTo(b) - weekdaysUpTo(a - 1) - off.length;
}

/** Day numbers of the ISO dates in a text; what is not one is passed over. */
export function holidaysIn(text: string): number[] {
  return [...text.matchAll(/[0-9]{4}-[0-9]{2}-[0-9]{2}/g)].flatMap(([iso]) => {
    const [year, month, day] = iso.split('-').map(Number) as [number, number, number];
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month - 1)) return [];
    return [dayNumber(utc(year, month - 1, day))];
  });
}
