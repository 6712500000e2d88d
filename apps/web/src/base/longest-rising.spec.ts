import { longestRising } from './longest-rising';

it.each([
  [[], []],
  [[3], [3]],
  [
    [1, 2, 3],
    [1, 2, 3],
  ],
  [
    [2, 9, 3, 4],
    [2, 3, 4],
  ],
  [
    [5, 6, 7, 1, 8],
    [5, 6, 7, 8],
  ],
  [
    [9, 1, 8, 2, 7, 3],
    [1, 2, 3],
  ],
])('of %j it is %j', (numbers, rising) => {
  expect(longestRising(numbers)).toEqual(rising);
});
