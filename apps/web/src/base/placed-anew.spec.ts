import { placedAnew } from './placed-anew';

const SHOWN = ['a', 'b', 'c', 'd', 'e'];
const told = (held: string[], ids: string[], ends: { isFirst?: boolean; isLast?: boolean } = {}) =>
  placedAnew(SHOWN, { ids, isFirst: true, isLast: false, ...ends }, new Set(held));

it.each([
  ['stays', ['c'], ['a', 'b', 'c', 'd', 'e'], [], []],
  ['stays though another was made above it', ['c'], ['a', 'x', 'b', 'c', 'd'], [], []],
  ['stays though one above it went', ['c'], ['b', 'c', 'd', 'e', 'f'], [], []],
  ['stays though the one above it moved', ['c'], ['b', 'a', 'c', 'd', 'e'], [], []],
  ['stays though the one above it moved below it', ['c'], ['a', 'c', 'd', 'b', 'e'], [], []],
  ['is the first', ['a'], ['a', 'b', 'c', 'd', 'e'], [], []],
  ['moves down', ['b'], ['a', 'c', 'd', 'b', 'e'], ['b'], []],
  ['moves down by one', ['b'], ['a', 'c', 'b', 'd', 'e'], ['b'], []],
  ['moves to the top', ['c'], ['c', 'a', 'b', 'd', 'e'], ['c'], []],
  ['moves though others were made above it', ['c'], ['c', 'x', 'y', 'z', 'a', 'b', 'd'], ['c'], []],
  ['is out of sight', ['c'], ['a', 'b', 'd', 'e', 'f'], [], ['c']],
  ['is out of sight at the top', ['a'], ['b', 'c', 'd'], [], ['a']],
  ['stays below another held one that is gone', ['b', 'c'], ['a', 'c', 'd', 'e', 'f'], [], ['b']],
])('a held record that %s', (_what, held, read, moved, missing) => {
  expect(told(held, read)).toEqual({ moved, missing, unknown: [] });
});

it.each<[string, string, string[], { isFirst?: boolean; isLast?: boolean }]>([
  ['rows below it were read alone', 'c', ['d', 'e', 'f'], { isFirst: false }],
  ['rows above it were read alone', 'd', ['x', 'a', 'b', 'c'], {}],
  ['no row that was near it was read', 'c', ['x', 'y', 'z'], {}],
  ['it alone of what is shown was read', 'c', ['x', 'c', 'z'], {}],
])('nothing is known of a held record where %s', (_what, id, read, ends) => {
  expect(told([id], read, ends)).toEqual({ moved: [], missing: [], unknown: [id] });
});

it('takes the ends of what was read for those of the view only where they are that', () => {
  expect(told(['a'], ['a', 'b', 'c'], { isFirst: false }).moved).toEqual([]);
  expect(told(['a'], ['b', 'c'], { isFirst: false })).toMatchObject({ missing: [], unknown: ['a'] });
  expect(told(['e'], ['c', 'd'], { isLast: true })).toMatchObject({ missing: ['e'], unknown: [] });
  expect(told(['c'], [], { isLast: true })).toMatchObject({ missing: ['c'], unknown: [] });
});

it('knows nothing of the order of rows that are not loaded', () => {
  const shown = [undefined, 'b', 'c', undefined];
  const run = { ids: ['a', 'b', 'c', 'd'], isFirst: false, isLast: false };
  expect(placedAnew(shown, run, new Set(['c']))).toEqual({ moved: [], missing: [], unknown: [] });
});
