import { addMonths, DAY_MS } from './calendar';

const plural = (count: number, unit: string): string => `${count} ${unit}`;

/** Months and the rest between two instants, both with the sign of b - a. */
function apart(a: number, b: number): { months: number; ms: number } {
  if (b < a) {
    const back = apart(b, a);
    return { months: -back.months, ms: -back.ms };
  }
  const [first, second] = [new Date(a), new Date(b)];
  let months =
    (second.getUTCFullYear() - first.getUTCFullYear()) * 12 + second.getUTCMonth() - first.getUTCMonth();
  if (addMonths(a, months) > b) months--;
  return { months, ms: b - addMonths(a, months) };
}

/** How far apart two instants are, in Moment's words without "in" or "ago". */
export function distance(a: number, b: number): string {
  const { months: whole, ms } = apart(a, b);
  const months = Math.abs(whole);
  const rest = Math.abs(ms);
  // Months count 30.436875 days, the mean of the Gregorian calendar, rounded to whole days.
  const days = Math.round((months * 146_097) / 4_800) + rest / DAY_MS;
  const inMonths = months + ((rest / DAY_MS) * 4_800) / 146_097;
  const seconds = Math.round(days * 86_400);
  const minutes = Math.round(days * 1_440);
  const hours = Math.round(days * 24);
  const wholeDays = Math.round(days);
  const wholeMonths = Math.round(inMonths);
  const years = Math.round(inMonths / 12);
  if (seconds < 45) return 'a few seconds';
  if (minutes <= 1) return 'a minute';
  if (minutes < 45) return plural(minutes, 'minutes');
  if (hours <= 1) return 'an hour';
  if (hours < 22) return plural(hours, 'hours');
  if (wholeDays <= 1) return 'a day';
  if (wholeDays < 26) return plural(wholeDays, 'days');
  if (wholeMonths <= 1) return 'a month';
  if (wholeMonths < 11) return plural(wholeMonths, 'months');
  return years <= 1 ? 'a year' : plural(years, 'years');
}
