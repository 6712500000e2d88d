import { fail, FormulaDate, type Value } from '../value';

/** Tagged jsonb, as the compiled SQL yields it and the driver parses it, back to a value. */
export function untag(tagged: unknown): Value {
  if (tagged === null || tagged === undefined) return null;
  if (Array.isArray(tagged)) return tagged.map(untag);
  if (typeof tagged !== 'object') return tagged as string | number | boolean;
  const object = tagged as { e?: 1; n?: string; d?: number; z?: string; l?: string };
  if (object.n !== undefined) return Number(object.n);
  if (object.d !== undefined) return new FormulaDate(object.d, object.z, object.l);
  return fail('The database says #ERROR!.');
}
