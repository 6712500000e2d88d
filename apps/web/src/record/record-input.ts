import type { Field, RowCell } from '@pyairtable/contracts';
import type { EditValue } from '@pyairtable/grid';

/** What an input of an open record gets. */
export interface RecordInputProps {
  field: Field;
  cell: RowCell | undefined;
  readOnly: boolean;
  /** Writes a value; answers why not, or null when it was taken. */
  write: (value: EditValue) => string | null;
}
