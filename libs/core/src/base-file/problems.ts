import type { BaseFileError } from './base-plan';
import { LIMITS } from './limits';

export const MAX_PROBLEMS = 100;

/** The path of a key of an object or an index of a list. */
export function at(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  const shown = key.length > 100 ? `${key.slice(0, 100)}…` : key;
  if (!/^[\p{L}_$@][\p{L}\p{N}_$]*$/u.test(shown)) return `${path}[${JSON.stringify(shown)}]`;
  return path === '' ? shown : `${path}.${shown}`;
}

/** A path, or how to write it: cells are many and seldom wrong, so theirs are written on demand. */
export type Place = string | (() => string);

const written = (place: Place) => (typeof place === 'string' ? place : place());

/** The same as `at`, written on demand. */
export const inside = (place: Place, key: string | number) => () => at(written(place), key);

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is wrong with a file, up to 100 places; reading goes on after each so that all are named at once. */
export class Problems {
  readonly list: BaseFileError[] = [];

  get full(): boolean {
    return this.list.length >= MAX_PROBLEMS;
  }

  get none(): boolean {
    return this.list.length === 0;
  }

  add(place: Place, message: string): undefined {
    if (!this.full) this.list.push({ path: written(place), message });
    return undefined;
  }

  object(value: unknown, path: string): Record<string, unknown> | undefined {
    return isObject(value) ? value : this.add(path, 'must be an object');
  }

  /** A list of at most `limit` elements; an absent one is empty unless at least one is asked for. */
  elements(value: unknown, path: string, { limit, least = 0 }: { limit: number; least?: number }): unknown[] {
    if (value === undefined && least === 0) return [];
    if (!Array.isArray(value)) return this.add(path, 'must be a list') ?? [];
    if (value.length < least) this.add(path, `must have at least ${least}`);
    if (value.length > limit) return this.add(path, `must have at most ${limit}`) ?? [];
    return value;
  }

  /** A text of 1 to `limit` characters. */
  text(value: unknown, path: string, limit: number): string | undefined {
    if (typeof value !== 'string' || value.trim() === '')
      return this.add(path, 'must be a text that is not blank');
    return this.storable(value, path, limit);
  }

  /** A name, which may be blank for what the file gives an id: there are such. */
  name(value: unknown, id: unknown, path: string, limit: number): string | undefined {
    return id !== undefined && typeof value === 'string' && value !== '' && value.trim() === ''
      ? this.storable(value, path, limit)
      : this.text(value, path, limit);
  }

  /** A text of up to `limit` characters; absent and null give undefined. */
  optionalText(value: unknown, path: string, limit: number): string | undefined {
    if (value === undefined || value === null) return undefined;
    return typeof value === 'string' ? this.storable(value, path, limit) : this.add(path, 'must be a text');
  }

  /** A number that a table gives its records; absent and null give undefined. */
  optionalNumber(value: unknown, place: Place): number | undefined {
    if (value === undefined || value === null) return undefined;
    return Number.isSafeInteger(value) && Number(value) > 0 && Number(value) <= LIMITS.number
      ? Number(value)
      : this.add(place, `must be a whole number from 1 to ${LIMITS.number}`);
  }

  private storable(value: string, path: string, limit: number): string | undefined {
    if (value.length > limit) return this.add(path, `must have at most ${limit} characters`);
    return /[\0\p{Surrogate}]/u.test(value)
      ? this.add(path, 'holds a character that cannot be stored')
      : value;
  }
}
