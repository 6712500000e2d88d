/** An instant with the display properties that SET_TIMEZONE and SET_LOCALE attach; only DATETIME_FORMAT reads them. */
export class FormulaDate {
  readonly ms: number;
  readonly zone: string | undefined;
  readonly locale: string | undefined;

  constructor(ms: number, zone?: string, locale?: string) {
    this.ms = ms;
    this.zone = zone;
    this.locale = locale;
  }
}

/** `#ERROR!`. NaN and the infinities are not failures but numbers. */
export class FormulaFailure {
  /** Why, for people; never part of equality. */
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

/** What an expression yields: null is blank. Lists may nest and may hold failures. */
export type Value = null | number | string | boolean | FormulaDate | FormulaFailure | readonly Value[];

export const fail = (reason: string): FormulaFailure => new FormulaFailure(reason);
export const isFailure = (value: unknown): value is FormulaFailure => value instanceof FormulaFailure;
export const isDate = (value: unknown): value is FormulaDate => value instanceof FormulaDate;
export const isItems = (value: Value): value is readonly Value[] => Array.isArray(value);

/** First and last representable instants: the years 0001 to 9999, common to both engines. */
export const DATE_RANGE = {
  first: Date.parse('0001-01-01T00:00:00.000Z'),
  last: Date.parse('9999-12-31T23:59:59.999Z'),
} as const;

/** A date, or a failure when the instant is not finite or outside the years 0001 to 9999. */
export function dateAt(ms: number, zone?: string, locale?: string): FormulaDate | FormulaFailure {
  if (!(ms >= DATE_RANGE.first && ms <= DATE_RANGE.last))
    return fail('The date lies outside the years 1 to 9999.');
  return new FormulaDate(Math.trunc(ms), zone, locale);
}
