import type { DateFormatName, DateOptions, TimeFormatName } from '@pyairtable/contracts';
import type { Day } from './calendar';
import { objectOf, oneOf, optional, type OptionReader } from './options-reader';
import { err, ok } from '@pyairtable/kernel';

export const DATE_FORMATS: Readonly<Record<DateFormatName, string>> = {
  local: 'l',
  friendly: 'LL',
  us: 'M/D/YYYY',
  european: 'D/M/YYYY',
  iso: 'YYYY-MM-DD',
};

export const TIME_FORMATS: Readonly<Record<TimeFormatName, string>> = {
  '12hour': 'h:mma',
  '24hour': 'HH:mm',
};

/** Reads `{name, format?}`: the format may be left out and must otherwise be the name's own. */
export function formatReader<N extends string>(
  formats: Readonly<Record<N, string>>,
): OptionReader<{ name: N; format: string }> {
  const names = Object.keys(formats) as N[];
  const shape = objectOf({ name: oneOf(names), format: optional(oneOf(Object.values<string>(formats))) });
  return {
    read(value, path) {
      const outcome = shape.read(value, path);
      if (!outcome.ok) return outcome;
      const name = outcome.value.name as N;
      const format = formats[name];
      return (outcome.value.format ?? format) === format
        ? ok({ name, format })
        : err(`${path}.format is invalid`);
    },
  };
}

type Part = keyof Day;

const cache = new Map<string, Intl.DateTimeFormat>();
/** Bound of the cache: locales come from users. */
const MAX_FORMATS = 500;

function localFormat(locale: string, month: 'numeric' | 'long' | 'short'): Intl.DateTimeFormat {
  const key = `${month} ${locale}`;
  let format = cache.get(key);
  if (!format) {
    const style = {
      timeZone: 'UTC',
      calendar: 'gregory',
      numberingSystem: 'latn',
      year: 'numeric',
      month,
      day: 'numeric',
    } as const;
    try {
      format = new Intl.DateTimeFormat(locale, style);
    } catch {
      // An unknown tag falls back to English, as Intl itself does for well-formed ones.
      format = new Intl.DateTimeFormat('en', style);
    }
    if (cache.size >= MAX_FORMATS) cache.clear();
    cache.set(key, format);
  }
  return format;
}

/** A day as the field shows it. `utc` is the day's midnight in UTC. */
export function formatDay(utc: number, { dateFormat: { name } }: DateOptions, locale: string): string {
  if (name === 'local' || name === 'friendly') {
    return localFormat(locale, name === 'local' ? 'numeric' : 'long').format(utc);
  }
  const date = new Date(utc);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  if (name === 'us') return `${month}/${day}/${year}`;
  if (name === 'european') return `${day}/${month}/${year}`;
  return date.toISOString().slice(0, 10);
}

export type DatePattern = readonly (
  | { type: 'year' | 'month' | 'day'; padded: boolean }
  | { type: 'name'; names: readonly string[] }
  | { type: 'literal'; text: string }
)[];

/** The parts of which a locale makes its dates, in their order. */
export function datePattern(name: 'local' | 'friendly', locale: string): DatePattern {
  const format = localFormat(locale, name === 'local' ? 'numeric' : 'long');
  const months = Array.from({ length: 12 }, (_, month) => format.formatToParts(Date.UTC(2026, month, 1)));
  const named = (parts: Intl.DateTimeFormatPart[]) => parts.find(({ type }) => type === 'month')?.value ?? '';
  return (months[0] ?? []).map(({ type, value }) => {
    if (type === 'month' && !/^\d+$/.test(value)) return { type: 'name', names: months.map(named) };
    if (type === 'year' || type === 'month' || type === 'day')
      return { type, padded: value.startsWith('0') || (type === 'year' && value.length > 4) };
    // `format` writes plain blanks where parts have narrow ones.
    return { type: 'literal', text: value.replaceAll('\u202f', ' ') };
  });
}

/** A clock reading as the field shows it: `9:30am` or `09:30`. */
export function formatClock(utc: number, name: TimeFormatName): string {
  const date = new Date(utc);
  const hour = date.getUTCHours();
  const minute = String(date.getUTCMinutes()).padStart(2, '0');
  if (name === '24hour') return `${String(hour).padStart(2, '0')}:${minute}`;
  return `${hour % 12 || 12}:${minute}${hour < 12 ? 'am' : 'pm'}`;
}

/** In which order a format names year, month and day. */
export function partOrder(name: DateFormatName, locale: string): readonly Part[] {
  if (name === 'us') return ['month', 'day', 'year'];
  if (name === 'european') return ['day', 'month', 'year'];
  if (name === 'iso') return ['year', 'month', 'day'];
  const parts = localFormat(locale, 'numeric').formatToParts(0);
  return parts
    .map(({ type }) => type)
    .filter((type): type is Part => ['year', 'month', 'day'].includes(type));
}

/** Month number by lower-case name, long or short, of the locale and of English. */
export function monthNames(locale: string): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const tag of [locale, 'en']) {
    for (const length of ['long', 'short'] as const) {
      for (let month = 0; month < 12; month++) {
        const parts = localFormat(tag, length).formatToParts(Date.UTC(2026, month, 1));
        const name = parts
          .find(({ type }) => type === 'month')
          ?.value.toLowerCase()
          .replace(/\.$/, '');
        if (name && !/^\d/.test(name) && !names.has(name)) names.set(name, month + 1);
      }
    }
  }
  return names;
}

/** Words that a locale writes between the parts of a long date, lower case: "de" in Spanish, "年" in Japanese. */
export function dateLiterals(locale: string): ReadonlySet<string> {
  const parts = localFormat(locale, 'long').formatToParts(0);
  const words = parts
    .filter(({ type }) => type === 'literal')
    .flatMap(({ value }) => value.match(/[\p{L}\p{M}]+/gu) ?? []);
  return new Set(words.map((word) => word.toLowerCase()));
}
