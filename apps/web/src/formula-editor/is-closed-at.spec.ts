import { isClosedAt } from './is-closed-at';

it.each([
  ['SUM(1|)', true],
  ['ROUND(SUM(1|), 2)', true],
  ['ROUND(SUM(1|)', false],
  ['SUM(1)|', false],
  ['SUM(1|, 2)', false],
  ['")|)" & 1', false],
  ['"(" & SUM(1|)', true],
])('a parenthesis typed at %s is there: %s', (marked, isThere) => {
  expect(isClosedAt(marked.replace('|', ''), marked.indexOf('|'))).toBe(isThere);
});
