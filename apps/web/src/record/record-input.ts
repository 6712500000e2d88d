import type { Field, RowCell } from '@pyairtable/contracts';
import type { EditValue } from '@pyairtable/grid';
import type { BegunAct } from '@pyairtable/realtime';

/** The refusal of a write whose record, field or table was deleted, or that the person may not make any more. */
export const PLACE_GONE = 'It can no longer be written to.';

/** What a pick needs that is known only later, when the input may be gone. */
export interface LatePicks {
  /**
   * It is made: the result writes it by `do` once it is known, and is told the `end` of it. `joins`: it adds to what the
   * cell holds, and does not take its place.
   */
  begin(joins: boolean): Pick<BegunAct, 'do' | 'end'>;
  /** What the cell holds by now. */
  now(): RowCell | undefined;
}

/** What an input of an open record gets. */
export interface RecordInputProps {
  field: Field;
  cell: RowCell | undefined;
  readOnly: boolean;
  /** Why a computed cell has no value, where the record says it. */
  why?: () => string | undefined;
  /** Writes a value; answers why not, or null when it was taken. */
  write: (value: EditValue) => string | null;
  late: LatePicks;
}
