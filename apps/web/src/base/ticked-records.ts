import type { RowRanges } from '@pyairtable/grid';
import type { TableRows } from '@pyairtable/realtime';

const WINDOW = 500;

/** Reads the ids of the records at `start` to `start + limit - 1` of the view as it stands on the server. */
export type ReadIds = (start: number, limit: number) => Promise<string[]>;

/** The records of the ticked rows: of rows that are loaded at once, of the others as the server has them. */
export async function tickedRecords(
  rows: Pick<TableRows, 'rowAt'>,
  ticked: RowRanges,
  readIds: ReadIds,
): Promise<string[]> {
  const ids = new Set<string>();
  for (const [start, end] of ticked.spans) {
    let row = start;
    while (row < end) {
      const record = rows.rowAt(row);
      if (record) {
        ids.add(record.id);
        row += 1;
        continue;
      }
      const limit = Math.min(WINDOW, end - row);
      for (const id of await readIds(row, limit)) ids.add(id);
      row += limit;
    }
  }
  return [...ids];
}
