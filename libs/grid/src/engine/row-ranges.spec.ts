import fc from 'fast-check';
import { RowRanges } from './row-ranges';

const operation = fc.record({
  add: fc.boolean(),
  start: fc.integer({ min: 0, max: 60 }),
  length: fc.integer({ min: 0, max: 20 }),
});

describe('RowRanges', () => {
  it('holds the same rows as a plain set after any additions and removals', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 30 }), (operations) => {
        const plain = new Set<number>();
        let ranges = RowRanges.none;
        for (const { add, start, length } of operations) {
          ranges = add ? ranges.add(start, start + length) : ranges.remove(start, start + length);
          for (let row = start; row < start + length; row++) {
            if (add) plain.add(row);
            else plain.delete(row);
          }
        }
        expect([...ranges]).toEqual([...plain].sort((a, b) => a - b));
        expect(ranges.count).toBe(plain.size);
        for (let row = 0; row < 90; row++) expect(ranges.has(row)).toBe(plain.has(row));
      }),
    );
  });

  it('keeps neighbouring rows as one span', () => {
    expect(RowRanges.of(0, 2).add(2, 4).add(5, 6).add(4, 5).spans).toEqual([[0, 6]]);
  });

  it('drops rows past the end when rows disappear', () => {
    expect([...RowRanges.of(0, 3).add(8, 10).clampTo(9)]).toEqual([0, 1, 2, 8]);
  });
});
