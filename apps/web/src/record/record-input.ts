import type { Field, RowCell } from '@pyairtable/contracts';
import type { EditValue } from '@pyairtable/grid';

/** The refusal of a write whose record, field or table was deleted, or that the person may not make any more. */
export const PLACE_GONE = 'It can no longer be written to.';

/** What an input of an open record gets. */
export interface RecordInputProps {
  field: Field;
  cell: RowCell | undefined;
  readOnly: boolean;
  /** Why a computed cell has no value, where the record says it. */
  why?: () => string | undefined;
  /** Writes a value; answers why not, or null when it was taken. */
  write: (value: EditValue) => string | null;
}
