import { shownRowBeside } from './shown-row-beside';

const group = (key: string, level: number, start: number, count: number) => ({ key, level, start, count });
const GROUPS = [
  group('a', 0, 0, 2),
  group('b', 0, 2, 4),
  group('b1', 1, 2, 1),
  group('b2', 1, 3, 3),
  group('c', 0, 6, 2),
];
const beside = (row: number, by: 1 | -1, ...collapsed: string[]) =>
  shownRowBeside(row, by, 8, GROUPS, new Set(collapsed));

describe('the shown row beside another', () => {
  it('is the next one where nothing is collapsed, and none at either end', () => {
    expect([beside(1, 1), beside(2, -1), beside(7, 1), beside(0, -1)]).toEqual([2, 1, undefined, undefined]);
    expect(shownRowBeside(0, 1, 2, [], new Set(['a']))).toBe(1);
  });

  it('stands behind collapsed groups, or before them', () => {
    expect([beside(1, 1, 'b'), beside(6, -1, 'b')]).toEqual([6, 1]);
    expect([beside(1, 1, 'b1', 'b2'), beside(6, -1, 'b1', 'b2')]).toEqual([6, 1]);
    expect([beside(2, 1, 'b2'), beside(3, -1, 'b1')]).toEqual([6, 1]);
  });

  it('is not there where all that is left is collapsed', () => {
    expect([beside(1, 1, 'b', 'c'), beside(6, -1, 'a', 'b')]).toEqual([undefined, undefined]);
  });
});
