import fc from 'fast-check';
import { makingOrder, type PlacedLink } from './link-order';

/** Makes the links one after the other: the lists of both ends. */
function lists(pairs: readonly (readonly [string, string])[]) {
  const own = new Map<string, string[]>();
  const linked = new Map<string, string[]>();
  for (const [a, b] of pairs) {
    own.set(a, [...(own.get(a) ?? []), b]);
    linked.set(b, [...(linked.get(b) ?? []), a]);
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

const pairsOf = (links: readonly PlacedLink[]) => links.map(({ own, linked }) => [own, linked] as const);

describe('the order in which links were made', () => {
  it('is found again from the lists of both ends', () => {
    fc.assert(
      fc.property(made, (pairs) => {
        expect(lists(pairsOf(makingOrder(stored(pairs))))).toEqual(lists(pairs));
      }),
    );
  });

  it('is that of the own records where no order gives both lists', () => {
    const crossed: PlacedLink[] = [
      { own: 'a1', linked: 'b1', place: 1 },
      { own: 'a1', linked: 'b2', place: 0 },
      { own: 'a2', linked: 'b2', place: 1 },
      { own: 'a2', linked: 'b1', place: 0 },
    ];
    expect(makingOrder(crossed)).toEqual(crossed);
  });
});
