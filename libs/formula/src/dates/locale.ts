import table from './locales.generated.json' with { type: 'json' };

/** Names of months or days; `inContext` stand where `rule`, a regular expression, meets the whole format. */
export interface Names {
  names: string[];
  rule?: string;
  inContext?: string[];
}

export interface LocaleFacts {
  months: Names;
  monthsShort: Names;
  weekdays: Names;
  weekdaysShort: string[];
  weekdaysMin: string[];
  /** LT, LTS, L … llll. */
  long: Record<string, string>;
  /** From which minute of the day on a day part is named so: upper and lower case. */
  dayParts: [minute: number, upper: string, lower: string][];
  /** By token: templates with % for the number, and which of them each number takes, in base 36. */
  ordinals: Record<string, { templates: string[]; index: string }>;
  /** First weekday, and the January day that week 1 holds. */
  week: [start: number, anchor: number];
  /** Digits and the comma, where the language writes others. */
  characters?: Record<string, string>;
}

const locales = table as unknown as Record<string, LocaleFacts>;

/** The facts of a locale; unknown ones read as English, as Moment does. */
export const localeFacts = (name: string | undefined): LocaleFacts =>
  locales[(name ?? 'en').toLowerCase().replaceAll('_', '-')] ?? (locales['en'] as LocaleFacts);

export const localeNames = (): string[] => Object.keys(locales);
