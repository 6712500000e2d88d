import type { Field } from '@pyairtable/contracts';
import type { CellOrLoading, CellRange, GridColumn, ReadRange } from '@pyairtable/grid';
import type { BegunAct, ShownRow, TableRows } from '@pyairtable/realtime';
import type { DrawnCells } from '@/cells/drawn-cells';

/** Rows of a range under their indexes, all of one moment. */
export class RangeRows implements ReadRange {
  /** What they were read for, where that changes something. */
  act: BegunAct | undefined;
  readonly #top: number;
  readonly #rows: readonly (ShownRow | undefined)[];
  readonly #draw: (row: ShownRow | undefined, column: GridColumn) => CellOrLoading;

  constructor(
    top: number,
    rows: readonly (ShownRow | undefined)[],
    draw: (row: ShownRow | undefined, column: GridColumn) => CellOrLoading,
  ) {
    this.#top = top;
    this.#rows = rows;
    this.#draw = draw;
  }

  rowAt(index: number): ShownRow | undefined {
    return this.#rows[index - this.#top];
  }

  rowKey(index: number): string | undefined {
    return this.rowAt(index)?.id;
  }

  getCell(row: number, column: GridColumn): CellOrLoading {
    return this.#draw(this.rowAt(row), column);
  }
}

/**
 * Reads all rows of a range, those that are not loaded included; `onProgress` counts them. The rows are those of the
 * moment, their cells those of `turn`.
 */
export async function readRange(
  rows: TableRows,
  { top, bottom }: CellRange,
  fields: readonly Field[],
  drawn: DrawnCells,
  signal: AbortSignal,
  onProgress: (done: number) => void,
  turn: Promise<unknown>,
): Promise<RangeRows> {
  const byId = new Map(fields.map((field) => [field.id, field]));
  const ids = await rows.chosenIds(top, bottom + 1, signal);
  await turn;
  const read = await rows.chosenRows(
    ids,
    fields.map(({ id }) => id),
    signal,
    onProgress,
  );
  return new RangeRows(
    top,
    ids.map((id) => read.get(id)),
    (row, column) => drawn.of(row, byId.get(column.id)),
  );
}
