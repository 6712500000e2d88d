import { placedAnew } from './placed-anew';

const shown = ['a', 'b', 'c', 'd', 'e'];
const told = (held: string[], read: string[], isFirst = true) =>
  placedAnew(shown, read, new Set(held), isFirst);

it.each([
  ['stays', ['c'], ['a', 'b', 'c', 'd', 'e'], [], []],
  ['stays though another was made above it', ['c'], ['a', 'x', 'b', 'c', 'd'], [], []],
  ['stays though one above it went', ['c'], ['b', 'c', 'd', 'e', 'f'], [], []],
  ['is the first', ['a'], ['a', 'b', 'c', 'd', 'e'], [], []],
  ['moves down', ['b'], ['a', 'c', 'd', 'b', 'e'], ['b'], []],
  ['moves to the top', ['c'], ['c', 'a', 'b', 'd', 'e'], ['c'], []],
  ['is out of sight', ['c'], ['a', 'b', 'd', 'e', 'f'], [], ['c']],
  ['stays below another held one that is gone', ['b', 'c'], ['a', 'c', 'd', 'e', 'f'], [], ['b']],
])('a held record that %s', (_what, held, read, moved, missing) => {
  expect(told(held, read)).toEqual({ moved, missing });
});

it('takes the first of what was read for the top of the view only where it is that', () => {
  expect(told(['a'], ['a', 'b', 'c'], false)).toEqual({ moved: ['a'], missing: [] });
});
