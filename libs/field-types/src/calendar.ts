/** A day of the proleptic Gregorian calendar, years 1 to 9999. */
export interface Day {
  year: number;
  month: number;
  day: number;
}

/** Milliseconds of the day's midnight UTC; undefined when there is no such day (2026-02-30) or year. */
export function dayToUtc({ year, month, day }: Day): number | undefined {
  if (year < 1 || year > 9999) return undefined;
  const date = new Date(0);
  // Date.UTC would read years below 100 as 19xx.
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : undefined;
}

/** The day that `YYYY-MM-DD` names; undefined for any other text. */
export function textToDay(text: string): Day | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return undefined;
  const day = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  return dayToUtc(day) === undefined ? undefined : day;
}

/** Clock time of a day in milliseconds. */
export const clockTime = (hour: number, minute: number, second = 0, millisecond = 0): number | undefined =>
  hour <= 23 && minute <= 59 && second <= 59
    ? ((hour * 60 + minute) * 60 + second) * 1000 + millisecond
    : undefined;

/** `YYYY-MM-DDTHH:mm:ss.sssZ`; undefined outside the years 1 to 9999. */
export function instantToText(instant: number): string | undefined {
  const year = new Date(instant).getUTCFullYear();
  return year >= 1 && year <= 9999 ? new Date(instant).toISOString() : undefined;
}
