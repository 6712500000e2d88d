import type { FormulaType } from '../types';
import type { Island } from './arithmetic-sql';

/**
 * A compiled expression. `value` is SQL of the type's PostgreSQL type: number double precision (NaN and infinities
 * included), text text, date bigint (milliseconds since 1970 GMT), boolean boolean, lists and mixed jsonb with tagged
 * scalars (see `formula.tag` in the migrations); blank is NULL. `error` is a never-null boolean expression, or null when
 * the expression cannot fail; where it is true, `value` may be anything but never raises.
 */
export interface SqlValue {
  type: FormulaType;
  value: string;
  error: string | null;
  /** Cheap to repeat: a column, a parameter, or one of them with a default. */
  atomic: boolean;
  /** Never NULL. */
  present?: boolean;
  /** Numbers only: never NaN or infinite. */
  finite?: boolean;
  /**
   * Numbers only: the same as an integer or bigint, where it is known to be whole and within 2^53; NULL where `value` is.
   * As `island`, anything that makes another `value` must leave it out or make another of it.
   */
  whole?: string;
  /** Numbers only: the operators that `value` is made of, for more operators to join. */
  island?: Island | undefined;
  /** Texts only: no more UTF-16 units than this, where it is an error as well; LIMITS.textLength where it is left out. */
  longest?: number;
  /** Texts only: an integer, quick to compute and never NULL, that is no less than the units of this row's text. */
  size?: string | undefined;
  /** Lists only: their text with this separator, where there is a quicker way to it than through the items. */
  joined?(separator: string): SqlValue;
  /** Dates only: zone and locale attached for DATETIME_FORMAT, text expressions. */
  zone?: string;
  locale?: string;
  /** Written out in the formula: what `value` is bound to. Anything that makes another `value` must leave it out. */
  literal?: string | number | boolean;
}

/** The error state of "any of these failed". */
export function anyError(values: readonly { error: string | null }[]): string | null {
  const errors = [...new Set(values.flatMap(({ error }) => (error === null ? [] : [error])))];
  if (errors.length === 0) return null;
  return errors.length === 1 ? (errors[0] as string) : `(${errors.join(' OR ')})`;
}

/** What is no operator and no function about as quick as one. */
const HEAVY =
  /\b(?!coalesce\b|abs\b|AND\b|OR\b|NOT\b|IN\b|WHEN\b|THEN\b|ELSE\b)[a-z_.]+\w*\s*\(|->|~|\|\||\?/i;
/** Characters of an expression that some operators fill. */
const SHORT = 120;

/** Whether computing it a few times costs less than a LATERAL stage, which costs about a dozen operators. */
export const isCheap = ({ value, atomic }: Pick<SqlValue, 'value' | 'atomic'>): boolean =>
  atomic || (value.length <= SHORT && !HEAVY.test(value));
