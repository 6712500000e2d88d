import * as fc from 'fast-check';
import { FollowedRange } from './followed-range';

/** Rows as a host has them: keys in order, null for one that is not loaded; who is in none of them is `gone`, or all. */
function places(rows: readonly (string | null)[], gone?: readonly string[]) {
  const rowOf = new Map(rows.map((key, row) => [key, row]));
  return {
    keyOf: (row: number) => rows[row] ?? undefined,
    rowOf: (key: string) => rowOf.get(key),
    isGone: (key: string) => !rowOf.has(key) && (gone?.includes(key) ?? true),
  };
}
const range = { top: 1, bottom: 3, left: 0, right: 2 };
const before = ['a', 'b', 'c', 'd', 'e'];

describe('a range of records', () => {
  it.each([
    ['nothing moved', before, [1, 3]],
    ['rows came above it', ['x', 'y', ...before], [3, 5]],
    ['rows above it went', ['b', 'c', 'd', 'e'], [0, 2]],
    ['a record within it went', ['a', 'b', 'd', 'e'], [1, 2]],
    ['its first and its last record went', ['a', 'c', 'e'], [1, 1]],
    ['rows came below it', [...before, 'f'], [1, 3]],
    ['another record took the place of one within it', ['a', 'b', 'x', 'd', 'e'], null],
    ['another record stands within it', ['a', 'b', 'x', 'c', 'd', 'e'], null],
    ['the order was turned round', before.toReversed(), null],
    ['one of its records moved out', ['c', 'a', 'b', 'd', 'e'], null],
    ['all of its records went', ['a', 'e', 'f', 'g', 'h'], null],
  ])('%s', (_what, after, expected) => {
    const followed = new FollowedRange(range, places(before)).follow(range, places(after));
    expect(followed && [followed.top, followed.bottom]).toEqual(expected);
    if (followed) expect([followed.left, followed.right]).toEqual([0, 2]);
  });

  it.each<[string, (string | null)[], string[], [number, number] | null]>([
    ['nothing of it is loaded', [null, null, null, null, null], [], [1, 3]],
    ['one of it went, and nothing of it is loaded', ['a', null, null, null], ['c'], [1, 2]],
    ['all of it went, and nothing there is loaded', ['a', null], ['b', 'c', 'd'], null],
    ['only its first rows are loaded', ['a', 'b', null, null, null], [], [1, 3]],
    ['only its last rows are loaded', [null, null, null, 'd', 'e'], [], [1, 3]],
    ['only its midst is loaded', [null, null, 'c', null, null], [], [1, 3]],
    ['rows came above it, and only its midst is loaded', ['x', 'a', null, 'c', null, null], [], [2, 4]],
    ['one of it went, and only its midst is loaded', ['a', null, 'c', null], ['d'], [1, 2]],
    ['its midst is not loaded', ['a', 'b', null, 'd', 'e'], [], [1, 3]],
    ['one within it went out of the view', ['a', 'b', 'd', 'e'], [], [1, 2]],
    ['its first and its last record went out of the view', ['a', 'c', 'e'], [], [1, 1]],
    ['another record stands where one of it was', ['a', 'b', 'x', 'd', 'e'], [], null],
    ['another record stands where nothing of it is loaded', ['a', null, 'x', null, null], [], null],
  ])('of which some are not loaded: %s', (_what, after, gone, expected) => {
    const followed = new FollowedRange(range, places(before)).follow(range, places(after, gone));
    expect(followed && [followed.top, followed.bottom]).toEqual(expected);
  });

  it('takes rows at its ends that were never loaded along', () => {
    const sparse = places(['a', null, 'c', null, 'e']);
    const after = places(['x', 'a', null, 'c', null, 'e']);
    expect(new FollowedRange(range, sparse).follow(range, after)).toMatchObject({ top: 2, bottom: 4 });
  });

  it('still knows what is not loaded once it has moved', () => {
    const moved = (after: (string | null)[], gone: string[]) => {
      const followed = new FollowedRange(range, places(before));
      const to = followed.follow(range, places(after, gone));
      return { to, followed: to && followed.moved(to, places(after, gone)) };
    };
    const whole = moved(['x', null, 'b', null, null, null], []);
    expect(whole.to).toMatchObject({ top: 2, bottom: 4 });
    expect([0, 1, 2].map((offset) => whole.followed?.keyAt(offset))).toEqual(['b', 'c', 'd']);
    const lower = moved([null, null, null, null], ['c']);
    expect([0, 1].map((offset) => lower.followed?.keyAt(offset))).toEqual(['b', 'd']);
  });

  it('remembers both ends of a tall one', () => {
    const tall = Array.from({ length: 10_000 }, (_, at) => `rec${at}`);
    const whole = { top: 0, bottom: 9_999, left: 0, right: 0 };
    const followed = new FollowedRange(whole, places(tall));
    expect(followed.follow(whole, places(['new', ...tall]))).toMatchObject({ top: 1, bottom: 10_000 });
  });

  it('is as tall as it was while its rows are read anew, and still knows what it was about', () => {
    const rows = Array.from({ length: 250 }, (_, at) => `rec${at}`);
    const whole = { top: 0, bottom: 249, left: 0, right: 0 };
    const followed = new FollowedRange(whole, places(rows));
    const unread = places(
      rows.map(() => null),
      [],
    );
    expect(followed.follow(whole, unread)).toEqual(whole);
    followed.learn(whole, unread);
    const firstRead = places(
      rows.map((key, row) => (row < 100 ? key : null)),
      [],
    );
    expect(followed.follow(whole, firstRead)).toEqual(whole);
    expect(followed.follow(whole, places(rows.with(200, 'another'), []))).toBeNull();
  });

  it('stays where only the midst of a tall one is loaded, until others are seen there', () => {
    const tall = Array.from({ length: 10_000 }, (_, at) => `rec${at}`);
    const whole = { top: 0, bottom: 9_999, left: 0, right: 0 };
    const followed = new FollowedRange(whole, places(tall));
    const seen = (rows: string[]) =>
      places(
        rows.map((key, row) => (row >= 5_000 && row < 5_100 ? key : null)),
        [],
      );
    expect(followed.follow(whole, seen(tall))).toEqual(whole);
    followed.learn(whole, seen(tall), [{ start: 5_000, end: 5_040 }]);
    expect(followed.follow(whole, seen(tall.toReversed()))).toBeNull();
    expect(followed.follow(whole, seen(['new', ...tall]))).toMatchObject({ top: 1, bottom: 10_000 });
  });

  it('never holds a record that was not in it, and all that are left where they stand together', () => {
    const now = fc
      .array(fc.constantFrom(...'abcdefghxyz'), { maxLength: 12 })
      .map((keys) => [...new Set(keys)]);
    const moved = fc.tuple(fc.nat(8), fc.nat(8), fc.nat(8), fc.boolean()).map(([from, to, gone, comes]) => {
      const rows = [...'abcdefgh'];
      rows.splice(to, 0, ...rows.splice(from, 1));
      rows.splice(gone, 1, ...(comes ? ['x'] : []));
      return rows;
    });
    fc.assert(
      fc.property(fc.nat(7), fc.nat(7), fc.oneof(now, moved), (one, other, after) => {
        const [top, bottom] = [Math.min(one, other), Math.max(one, other)];
        const chosen = [...'abcdefgh'].slice(top, bottom + 1);
        const was = { ...range, top, bottom };
        const is = new FollowedRange(was, places([...'abcdefgh'])).follow(was, places(after));
        const held = is && after.slice(is.top, is.bottom + 1);
        const left = chosen.filter((key) => after.includes(key));
        if (held) expect(held).toEqual(left);
        else if (left.length > 0) expect(after.join('')).not.toContain(left.join(''));
      }),
      { numRuns: 2_000 },
    );
  });
});
