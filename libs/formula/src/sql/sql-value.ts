import type { FormulaType } from '../types';

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
