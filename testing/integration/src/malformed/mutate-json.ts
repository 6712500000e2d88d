import type { Random } from './random';

type Json = unknown;

/** Values that few bodies await, wherever they stand. */
const ODD_VALUES: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e15,
  2 ** 53,
  1e308,
  -1e-308,
  '',
  ' ',
  'x',
  '0',
  '\u0000',
  '\ud800',
  '1e400',
  '{x}',
  '__proto__',
  'constructor',
  'e\u0301',
  '2026-02-30',
  '9999-12-31T23:59:59.999Z',
  '-000001-01-01T00:00:00.000Z',
  'z'.repeat(300),
  'z'.repeat(110_000),
  [],
  {},
  [[]],
  [null],
  [{}],
  { id: null },
  { name: '' },
  { url: 'x' },
];
const ODD_KEYS = [
  '',
  'id',
  'name',
  'type',
  'options',
  'fields',
  'records',
  'formula',
  'rules',
  'constructor',
  'toString',
  '\u0000',
  'x',
];

/** How many places of a value can be changed. */
const sizeOf = (value: Json): number =>
  1 +
  (typeof value === 'object' && value !== null
    ? Object.values(value).reduce((sum: number, part) => sum + sizeOf(part), 0)
    : 0);

/** The value with one place of it, itself among them, as `change` makes it. */
function changedAt(value: Json, at: number, change: (part: Json) => Json): Json {
  if (at === 0) return change(value);
  let left = at - 1;
  const within = (part: Json): Json => {
    const size = sizeOf(part);
    const here = left >= 0 && left < size;
    const changed = here ? changedAt(part, left, change) : part;
    left -= size;
    return changed;
  };
  if (Array.isArray(value)) return value.map(within);
  return Object.fromEntries(Object.entries(value as object).map(([key, part]) => [key, within(part)]));
}

/** A value that is wrong in one place: something odd, missing, too much, or an id of something else. */
export function mutateJson(random: Random, value: Json, ids: readonly string[]): Json {
  return changedAt(value, random.below(sizeOf(value)), (part) => {
    if (random.chance(0.25)) return random.chance(0.7) ? random.pick(ids) : [random.pick(ids)];
    if (random.chance(0.3) || typeof part !== 'object' || part === null) return random.pick(ODD_VALUES);
    if (Array.isArray(part)) return mutatedList(random, part);
    return mutatedObject(random, part as Record<string, Json>, ids);
  });
}

function mutatedList(random: Random, list: Json[]): Json[] {
  if (list.length === 0 || random.chance(0.3)) return [...list, random.pick(ODD_VALUES)];
  return random.pick([
    () => list.slice(1),
    () => [...list, ...list],
    () => Array.from({ length: random.pick([11, 101, 1_001]) }, () => list[0]),
    () => [...list].reverse(),
  ])();
}

function mutatedObject(random: Random, object: Record<string, Json>, ids: readonly string[]): Json {
  const keys = Object.keys(object);
  const added = () => [...Object.entries(object), [random.pick(ODD_KEYS), random.pick(ODD_VALUES)]];
  if (keys.length === 0 || random.chance(0.3)) return Object.fromEntries(added());
  const key = random.pick(keys);
  const { [key]: gone, ...rest } = object;
  return random.pick<() => Json>([
    () => rest,
    () => ({ ...rest, [random.pick(ODD_KEYS)]: gone }),
    () => ({ ...rest, [random.pick(ids)]: gone }),
  ])();
}
