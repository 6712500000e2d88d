import fc from 'fast-check';
import { makingOrder, type PlacedLink } from './link-order';

/** Makes the links one after the other, each in its place: the lists of both ends. */
function lists(pairs: readonly (readonly [string, string, number?])[]) {
  const own = new Map<string, string[]>();
  const linked = new Map<string, string[]>();
  for (const [a, b, place] of pairs) {
    own.set(a, [...(own.get(a) ?? []), b]);
    const list = linked.get(b) ?? [];
    if (place === undefined) list.push(a);
    else list[place] = a;
    linked.set(b, list);
  }
  return { own, linked };
}

const record = (prefix: string) => fc.nat(6).map((n) => `${prefix}${n}`);
const made = fc.uniqueArray(fc.tuple(record('a'), record('b')), {
  maxLength: 30,
  selector: ([a, b]) => `${a} ${b}`,
});

/** As they are stored: by own record, each with its place in the list of the other. */
function stored(pairs: readonly (readonly [string, string])[]): PlacedLink[] {
  const { own, linked } = lists(pairs);
  return [...own.keys()]
    .sort()
    .flatMap((a) =>
      (own.get(a) ?? []).map((b) => ({ own: a, linked: b, place: linked.get(b)?.indexOf(a) ?? 0 })),
    );
}

const keyOf = ([a, b]: readonly [string, string]) => `${a} ${b}`;
const isAmong = (pairs: readonly (readonly [string, string])[]) => {
  const keys = new Set(pairs.map(keyOf));
  return (pair: readonly [string, string]) => keys.has(keyOf(pair));
};
const distinct = (pairs: readonly (readonly [string, string])[]) => [
  ...new Map(pairs.map((pair) => [keyOf(pair), pair])).values(),
];

describe('the order in which links were made', () => {
  it('is found again from the lists of both ends, and needs no places', () => {
    fc.assert(
      fc.property(made, (pairs) => {
        const found = makingOrder(stored(pairs));
        expect(lists(found)).toEqual(lists(pairs));
        expect(found.every((link) => link.length === 2)).toBe(true);
      }),
    );
  });

  it('has places where no order gives both lists', () => {
    const crossed: PlacedLink[] = [
      { own: 'a1', linked: 'b1', place: 7 },
      { own: 'a1', linked: 'b2', place: 0 },
      { own: 'a2', linked: 'b2', place: 4 },
      { own: 'a2', linked: 'b1', place: 0 },
    ];
    expect(makingOrder(crossed)).toEqual([
      ['a1', 'b1', 1],
      ['a1', 'b2', 0],
      ['a2', 'b2', 1],
      ['a2', 'b1', 0],
    ]);
  });

  it('gives the lists of both ends, however people have arranged them', () => {
    const arranged = fc
      .tuple(made, made)
      .map(([pairs, others]) => [pairs, [...others, ...pairs].filter(isAmong(pairs))] as const);
    fc.assert(
      fc.property(arranged, ([pairs, others]) => {
        const { linked } = lists(distinct(others));
        const links = stored(pairs).map((link) => ({
          ...link,
          place: linked.get(link.linked)?.indexOf(link.own) ?? 0,
        }));
        expect(lists(makingOrder(links))).toEqual({ own: lists(pairs).own, linked });
      }),
    );
  });
});
