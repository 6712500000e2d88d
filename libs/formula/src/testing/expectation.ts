import { isDate, isFailure, isItems, type Value } from '../value';
import type { Vector } from './vectors';

/** A value in the vectors' terms. */
export function described(value: Value): { type: string; value: unknown } {
  if (value === null || value === '') return { type: 'blank', value: null };
  if (isFailure(value)) return { type: 'error', value: '#ERROR!' };
  if (isDate(value)) return { type: 'date', value: new Date(value.ms).toISOString() };
  if (isItems(value)) return { type: 'array', value: value.map((item) => described(item).value) };
  if (typeof value === 'number')
    return Number.isFinite(value) ? { type: 'number', value } : { type: 'error', value: String(value) };
  return { type: typeof value, value };
}

/** Whether a value is what the vector expects: numbers to 1e-9 relative, booleans also as 1/0, blank equals ''. */
export function meets(value: Value, expected: Vector['expect']): boolean {
  const found = described(value);
  if (expected.type === 'blank' || (expected.type === 'string' && expected.value === ''))
    return found.type === 'blank';
  if (expected.type === 'boolean')
    return (
      value === expected.value || value === Number(expected.value) || (value === null && !expected.value)
    );
  if (expected.type === 'number' && found.type === 'number') {
    const wanted = expected.value as number;
    const difference = Math.abs((found.value as number) - wanted);
    return difference <= Math.max(1e-9 * Math.abs(wanted), 1e-12);
  }
  if (expected.type === 'array')
    return (
      found.type === 'array' &&
      JSON.stringify(
        (value as readonly Value[]).map((item) => (isDate(item) ? described(item).value : item)),
      ) === JSON.stringify(expected.value)
    );
  return found.type === expected.type && found.value === expected.value;
}
