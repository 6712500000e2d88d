/** Keys of one call, which takes at most 100 arguments. */
const KEYS_A_CALL = 45;

/** A JSON object of any number of terms, each a key and its value: `'key', value`. */
export function jsonObject(terms: readonly string[]): string {
  if (terms.length <= KEYS_A_CALL) return `json_build_object(${terms.join(', ')})`;
  const calls: string[] = [];
  for (let at = 0; at < terms.length; at += KEYS_A_CALL)
    calls.push(`jsonb_build_object(${terms.slice(at, at + KEYS_A_CALL).join(', ')})`);
  return `(${calls.join(' || ')})::json`;
}
