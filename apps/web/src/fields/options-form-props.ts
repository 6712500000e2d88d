import type { Field, FieldTypeName, Table } from '@pyairtable/contracts';

/** What the form of a field type's options gets. */
export interface OptionsFormProps {
  options: Record<string, unknown>;
  onChange: (options: Record<string, unknown>) => void;
  /** The field that is changed; absent for a new one. What it points to can no longer change. */
  field?: Field | undefined;
  /** The table of the field, and all of its base. */
  table: Table;
  tables: readonly Table[];
  /** Why the options cannot be sent as they are; null once they can. */
  onProblem: (message: string | null) => void;
  /** Makes a field of another type instead. */
  onType: (type: FieldTypeName) => void;
}
