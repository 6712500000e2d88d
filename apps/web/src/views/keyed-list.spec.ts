import { followed, withMoved } from './keyed-list';

const list = { values: ['a', 'b', 'c'], keys: [0, 1, 2], next: 3 };
const keysOf = (...values: string[]) => followed(list, values).keys;

it('follows parts that were taken elsewhere', () => {
  expect(keysOf('c', 'a', 'b')).toEqual([2, 0, 1]);
  expect(keysOf('b', 'c', 'a')).toEqual([1, 2, 0]);
  expect(keysOf('c', 'b', 'a')).toEqual([2, 1, 0]);
});

it('follows what was changed where it stands, beside parts that were taken elsewhere', () => {
  expect(keysOf('a', 'x', 'c')).toEqual([0, 1, 2]);
  expect(keysOf('b', 'x', 'a')).toEqual([1, 2, 0]);
  expect(keysOf('x', 'a', 'b', 'c')).toEqual([3, 0, 1, 2]);
  expect(keysOf('a', 'c')).toEqual([0, 2]);
});

it('gives each part a key of its own, also where some are the same', () => {
  expect(keysOf('b', 'b', 'a', 'a')).toHaveLength(4);
  expect(new Set(keysOf('b', 'b', 'a', 'a')).size).toBe(4);
});

it('moves a part from where it is now', () => {
  expect(withMoved(list, 0, ['x', 'a', 'b', 'c'], 1)).toEqual(['x', 'b', 'a', 'c']);
  expect(withMoved(list, 0, list.values, -1)).toBeUndefined();
  expect(withMoved(list, 2, list.values, 1)).toBeUndefined();
  expect(withMoved(list, 1, ['a', 'c'], 1)).toBeUndefined();
});
