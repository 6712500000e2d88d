import type { SelectOptions } from '@pyairtable/contracts';
import type { SelectField } from '@pyairtable/field-types';
import type { Cells } from '../cells/write-input';
import type { LinkField } from '../model/field-model';
import type { TableModel } from '../model/table-model';

/** A record and the raw cells to write into it. */
export interface RecordWrite {
  id: string;
  cells: Cells;
}

/** A deleted record to bring back as it was: its creation number, time and author, and every cell it had. */
export interface RecordRestore extends RecordWrite {
  n: number;
  createdTime: string;
  createdBy: string | null;
}

/** A list of links of a record that stays, as it was before some of the linked ones were deleted. */
export interface ListBefore {
  field: LinkField;
  recordId: string;
  before: readonly string[];
}

/** Records that typecast creates in a linked table, because a link names their title. */
export interface LinkedCreation {
  table: TableModel;
  records: RecordWrite[];
}

/** New options of a select field whose choices typecast extends. */
export interface ChoiceAddition {
  field: SelectField;
  options: SelectOptions;
}

/** What one write does to one table; ids are distinct over all lists. */
export interface RecordChangeSet {
  creates: readonly RecordWrite[];
  /** Some of what is created has an id that a client made. */
  givenIds: boolean;
  updates: readonly RecordWrite[];
  deletes: readonly string[];
  restores: readonly RecordRestore[];
  /** Where what is restored stood in the lists of others. */
  lists: readonly ListBefore[];
  linkedCreations: readonly LinkedCreation[];
  choices: readonly ChoiceAddition[];
}

export const EMPTY_CHANGE_SET: RecordChangeSet = {
  creates: [],
  givenIds: false,
  updates: [],
  deletes: [],
  restores: [],
  lists: [],
  linkedCreations: [],
  choices: [],
};
