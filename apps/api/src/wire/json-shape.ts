import { appError, type ErrorType } from '@pyairtable/contracts';

export type JsonObject = Record<string, unknown>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value as an object; throws `type` (the generic shape error unless given). */
export function requireObject(value: unknown, type: ErrorType = 'INVALID_REQUEST_UNKNOWN'): JsonObject {
  if (!isObject(value)) throw appError(type);
  return value;
}

/** Throws the generic shape error when the object has a key beyond those allowed. */
export function requireKeys(object: JsonObject, allowed: readonly string[]): void {
  for (const key of Object.keys(object))
    if (!allowed.includes(key)) throw appError('INVALID_REQUEST_UNKNOWN');
}

/** A boolean that may be absent or null (both false). */
export function optionalFlag(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value !== 'boolean') throw appError('INVALID_REQUEST_UNKNOWN');
  return value;
}

/** A string of at most `max` characters that PostgreSQL can hold: no NUL, no half of a surrogate pair. */
export function storableText(value: unknown, max: number): string {
  if (typeof value !== 'string' || value.length > max || /[\0\p{Surrogate}]/u.test(value))
    throw appError('INVALID_REQUEST_UNKNOWN');
  return value;
}

/** The same, or absent or null. */
export const optionalText = (value: unknown, max: number): string | undefined =>
  value === undefined || value === null ? undefined : storableText(value, max);

/** A string of 1 to `max` characters. */
export function requireText(value: unknown, max: number): string {
  const text = optionalText(value, max);
  if (!text) throw appError('INVALID_REQUEST_UNKNOWN');
  return text;
}
