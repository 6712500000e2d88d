import { err, ok, type Result } from '@pyairtable/kernel';
import type { OptionsError } from './field-type';

/** Reads one option; the error is what follows the path, e.g. "is missing". `previous` is its stored value on update. */
export interface OptionReader<T> {
  read(value: unknown, path: string, previous?: unknown): Result<T, string>;
  /** The key may be left out; it is then absent, or the previous value on update. */
  optional?: boolean;
  /** null takes the previous value away. */
  removable?: boolean;
}

type Shape = Record<string, OptionReader<unknown>>;
type ReadBy<R> = R extends OptionReader<infer T> ? T : never;
type ReadShape<S extends Shape> = {
  [K in keyof S as S[K] extends { optional: true } ? never : K]: ReadBy<S[K]>;
} & { [K in keyof S as S[K] extends { optional: true } ? K : never]?: ReadBy<S[K]> };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const reader = <T>(fits: (value: unknown) => value is T): OptionReader<T> => ({
  read: (value, path) => (fits(value) ? ok(value) : err(`${path} is invalid`)),
});

export const integerBetween = (low: number, high: number) =>
  reader(
    (value): value is number => Number.isInteger(value) && Number(value) >= low && Number(value) <= high,
  );

export const oneOf = <const T extends string>(names: readonly T[]) =>
  reader((value): value is T => (names as readonly unknown[]).includes(value));

export const flag = reader((value): value is boolean => typeof value === 'boolean');

export const textThat = (fits: (text: string) => boolean) =>
  reader((value): value is string => typeof value === 'string' && fits(value));

export const optional = <T>(inner: OptionReader<T>) => ({ ...inner, optional: true as const });

/** Optional, and gone again when given as null. */
export const removable = <T>(inner: OptionReader<T>) => ({ ...optional(inner), removable: true as const });

export const listOf = <T>(inner: OptionReader<T>, limit: number): OptionReader<T[]> => ({
  read(value, path) {
    if (!Array.isArray(value) || value.length > limit) return err(`${path} is invalid`);
    const elements: T[] = [];
    for (const [at, element] of value.entries()) {
      const outcome = inner.read(element, `${path}.${at}`);
      if (!outcome.ok) return outcome;
      elements.push(outcome.value);
    }
    return ok(elements);
  },
});

/** A key that the server decides: refused, unless an update sends back what is stored. */
export const readOnly = <T>(): OptionReader<T> & { optional: true } => ({
  optional: true,
  read: (value, path, previous) =>
    previous !== undefined && JSON.stringify(value) === JSON.stringify(previous)
      ? ok(previous as T)
      : err(`${path} is not allowed`),
});

/** An object of exactly these keys. */
export const objectOf = <S extends Shape>(shape: S): OptionReader<ReadShape<S>> => ({
  read(value, path, previous) {
    if (!isRecord(value)) return err(`${path} is invalid`);
    const stray = Object.keys(value).find((key) => !Object.hasOwn(shape, key));
    if (stray !== undefined) return err(`${path}.${stray.slice(0, 100)} is not allowed`);
    const result: Record<string, unknown> = {};
    for (const [key, option] of Object.entries(shape)) {
      const before = isRecord(previous) ? previous[key] : undefined;
      const given = value[key] ?? undefined;
      if (given === undefined) {
        if (value[key] === null && option.removable) continue;
        if (before !== undefined) result[key] = before;
        else if (!option.optional) return err(`${path}.${key} is missing`);
        continue;
      }
      const outcome = option.read(given, `${path}.${key}`, before);
      if (!outcome.ok) return outcome;
      result[key] = outcome.value;
    }
    return ok(result as ReadShape<S>);
  },
});

/** Reads the options of a field in their write form; an update may name only the keys that change. */
export function readOptions<T>(
  shape: OptionReader<T>,
  input: unknown,
  previous?: unknown,
): Result<T, OptionsError> {
  if (input === undefined || input === null) {
    return previous === undefined ? err(optionsError('<Field>.options is missing')) : ok(previous as T);
  }
  const outcome = shape.read(input, '<Field>.options', previous);
  return outcome.ok ? outcome : err(optionsError(outcome.error));
}

/** For types that have no options: absent, null or `{}`. */
export function readNoOptions(input: unknown): Result<undefined, OptionsError> {
  const outcome = readOptions(objectOf({}), input ?? {});
  return outcome.ok ? ok(undefined) : outcome;
}

/** An error of Airtable's wording about the given path. */
export const optionsError = (about: string): OptionsError => ({
  type: 'INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE',
  message: `Failed schema validation: ${about}`,
});
