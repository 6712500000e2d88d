import type { Field } from '@pyairtable/contracts';
import type { Cell, CellOrLoading } from '@pyairtable/grid';
import type { ShownRow } from '@pyairtable/realtime';
import type { Reader } from './cell-context';
import { gridCell } from './grid-cell';

/**
 * What the grid draws, kept beside the rows: a row is the same object until something in it changes, a field until its
 * options do, so painting a frame formats only what is new.
 */
export class DrawnCells {
  readonly #reader: Reader;
  readonly #why: (row: ShownRow, fieldId: string) => string | undefined;
  readonly #cells = new WeakMap<ShownRow, Map<Field, Cell>>();

  /** `why` says why a formula has no value in a row, where that is known. */
  constructor(reader: Reader, why: (row: ShownRow, fieldId: string) => string | undefined) {
    this.#reader = reader;
    this.#why = why;
  }

  /** The cell of a row; "loading" while the row is not here. */
  of(row: ShownRow | undefined, field: Field | undefined): CellOrLoading {
    if (!row || !field) return 'loading';
    let cells = this.#cells.get(row);
    if (!cells) this.#cells.set(row, (cells = new Map()));
    let cell = cells.get(field);
    if (!cell) {
      cell = gridCell(row.cells[field.id], field, this.#reader, () => this.#why(row, field.id));
      cells.set(field, cell);
    }
    return cell;
  }
}
