import { RowRanges } from '@pyairtable/grid';
import type { TableRows } from '@pyairtable/realtime';
import { tickedRecords } from './ticked-records';

describe('the records of ticked rows', () => {
  const id = (row: number) => `rec${String(row).padStart(14, '0')}`;
  /** Holds the first hundred rows. */
  const rows: Pick<TableRows, 'rowAt'> = {
    rowAt: (row) => (row < 100 ? { id: id(row), n: row, createdTime: '', cells: {} } : undefined),
  };
  const read: [number, number][] = [];
  const readIds = (start: number, limit: number) => {
    read.push([start, limit]);
    return Promise.resolve(Array.from({ length: limit }, (_, index) => id(start + index)));
  };
  beforeEach(() => read.splice(0));

  it('are all of them, loaded or not', async () => {
    const ids = await tickedRecords(rows, RowRanges.of(0, 1_250), readIds);
    expect(ids).toEqual(Array.from({ length: 1_250 }, (_, row) => id(row)));
    expect(read).toEqual([
      [100, 500],
      [600, 500],
      [1_100, 150],
    ]);
  });

  it('cost no read while they are loaded', async () => {
    expect(await tickedRecords(rows, RowRanges.of(3, 4).add(40, 42), readIds)).toEqual([
      id(3),
      id(40),
      id(41),
    ]);
    expect(read).toEqual([]);
  });
});
