import * as fc from 'fast-check';
import { FollowedRange } from './followed-range';

/** Rows as a host has them: keys in order, null for one that is not loaded. */
function places(rows: readonly (string | null)[]) {
  return {
    keyOf: (row: number) => rows[row] ?? undefined,
    rowOf: (key: string) => (rows.includes(key) ? rows.indexOf(key) : undefined),
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
    ['what stands there is not loaded yet', ['a', null, null, null, null], [1, 3]],
  ])('%s', (_what, after, expected) => {
    const followed = new FollowedRange(range, places(before)).follow(range, places(after));
    expect(followed && [followed.top, followed.bottom]).toEqual(expected);
    if (followed) expect([followed.left, followed.right]).toEqual([0, 2]);
  });

  it('takes rows at its ends that were never loaded along', () => {
    const sparse = places(['a', null, 'c', null, 'e']);
    const after = places(['x', 'a', null, 'c', null, 'e']);
    expect(new FollowedRange(range, sparse).follow(range, after)).toMatchObject({ top: 2, bottom: 4 });
  });

  it('remembers both ends of a tall one', () => {
    const tall = Array.from({ length: 10_000 }, (_, at) => `rec${at}`);
    const whole = { top: 0, bottom: 9_999, left: 0, right: 0 };
    const followed = new FollowedRange(whole, places(tall));
    expect(followed.follow(whole, places(['new', ...tall]))).toMatchObject({ top: 1, bottom: 10_000 });
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
