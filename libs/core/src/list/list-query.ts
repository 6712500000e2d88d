import type { View } from '@pyairtable/contracts';
import type { CheckedFormula } from '@pyairtable/formula';
import type { FieldModel } from '../model/field-model';
import type { TableModel } from '../model/table-model';
import type { ListPosition } from './offset-token';

export interface SortKey {
  field: FieldModel;
  direction: 'asc' | 'desc';
}

/** A page of records to read, resolved against the table. */
export interface ListQuery {
  table: TableModel;
  /** The view asked for, as it is kept: it may name what the table does not have any more. */
  view: View | undefined;
  /** Fields to return; null for all. */
  fields: readonly FieldModel[] | null;
  /** Formulas that hold for the records to return. */
  filters: readonly CheckedFormula[];
  /** Empty for creation order. */
  sort: readonly SortKey[];
  pageSize: number;
  /** Across pages. */
  maxRecords: number | null;
  /** null for the first page. */
  position: ListPosition | null;
}
