import type { Draw } from '@pyairtable/testkit';

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
export function mutateJson(draw: Draw, value: Json, ids: readonly string[]): Json {
  return changedAt(value, draw.below(sizeOf(value)), (part) => {
    if (draw.chance(0.25)) return draw.chance(0.7) ? draw.one(ids) : [draw.one(ids)];
    if (draw.chance(0.3) || typeof part !== 'object' || part === null) return draw.one(ODD_VALUES);
    if (Array.isArray(part)) return mutatedList(draw, part);
    return mutatedObject(draw, part as Record<string, Json>, ids);
  });
}

function mutatedList(draw: Draw, list: Json[]): Json[] {
  if (list.length === 0 || draw.chance(0.3)) return [...list, draw.one(ODD_VALUES)];
  return draw.one([
    () => list.slice(1),
    () => [...list, ...list],
    () => Array.from({ length: draw.one([11, 101, 1_001]) }, () => list[0]),
    () => [...list].reverse(),
  ])();
}

function mutatedObject(draw: Draw, object: Record<string, Json>, ids: readonly string[]): Json {
  const keys = Object.keys(object);
  const added = () => [...Object.entries(object), [draw.one(ODD_KEYS), draw.one(ODD_VALUES)]];
  if (keys.length === 0 || draw.chance(0.3)) return Object.fromEntries(added());
  const key = draw.one(keys);
  const { [key]: gone, ...rest } = object;
  return draw.one<() => Json>([
    () => rest,
    () => ({ ...rest, [draw.one(ODD_KEYS)]: gone }),
    () => ({ ...rest, [draw.one(ids)]: gone }),
  ])();
}
