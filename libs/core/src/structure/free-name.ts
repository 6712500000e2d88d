import { MAX_NAME_LENGTH } from '@pyairtable/contracts';

/**
 * The free name closest to `wanted`, with `ending` behind it: itself, else with 2, 3, … behind that. `wanted` is cut where
 * the whole would be longer than a name may be. Names differ by more than case.
 */
export function freeName(wanted: string, taken: Iterable<string>, ending = ''): string {
  const used = new Set([...taken].map((name) => name.trim().toLowerCase()));
  for (let number = 1; ; number++) {
    const end = number === 1 ? ending : `${ending} ${number}`;
    // A character of two units is not cut in half.
    const name = wanted.slice(0, MAX_NAME_LENGTH - end.length).replace(/[\uD800-\uDBFF]$/, '') + end;
    if (!used.has(name.trim().toLowerCase())) return name;
  }
}
