import type { RawCell, SelectOptions } from '@pyairtable/contracts';
import type { FieldModel, LinkEnd, TableModel } from '@pyairtable/core';
import type { SelectField } from '@pyairtable/field-types';
import type { RecordWrite } from '../sql/row-input';

/** A deleted record to bring back as it was: its creation number, time and author, and every cell it had. */
export interface RecordRestore extends RecordWrite {
  n: number;
  createdTime: string;
  createdBy: string | null;
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
  updates: readonly RecordWrite[];
  deletes: readonly string[];
  restores: readonly RecordRestore[];
  linkedCreations: readonly LinkedCreation[];
  choices: readonly ChoiceAddition[];
  /** Ids of the records to answer with; may repeat. */
  order: readonly string[];
}

export const EMPTY_CHANGE_SET: RecordChangeSet = {
  creates: [],
  updates: [],
  deletes: [],
  restores: [],
  linkedCreations: [],
  choices: [],
  order: [],
};

export type LinkField = FieldModel & { link: LinkEnd };

export const linkFields = (table: TableModel): LinkField[] =>
  table.fields.filter((field): field is LinkField => field.link !== undefined);

/** A record's cells apart: those in columns, and lists of linked record ids. */
export function splitLinks(
  table: TableModel,
  { id, cells }: RecordWrite,
): { stored: RecordWrite; links: Map<string, string[]> } {
  const stored: Record<string, RawCell> = {};
  const links = new Map<string, string[]>();
  for (const [fieldId, cell] of Object.entries(cells)) {
    if (table.fieldById(fieldId)?.storage.kind === 'links') {
      links.set(fieldId, Array.isArray(cell) ? [...new Set(cell)] : []);
    } else {
      stored[fieldId] = cell;
    }
  }
  return { stored: { id, cells: stored }, links };
}

/** The same write without what changes nothing: empty link cells of new records. */
export function withoutEmptyLinkCells(table: TableModel, record: RecordWrite): RecordWrite {
  const links = linkFields(table);
  if (!links.some(({ id }) => id in record.cells && record.cells[id] === null)) return record;
  const cells = Object.entries(record.cells).filter(
    ([id, cell]) => cell !== null || !table.fieldById(id)?.link,
  );
  return { id: record.id, cells: Object.fromEntries(cells) };
}

/** True when the write takes more than one statement: links, new choices, or more than one kind of change. */
export function needsTransaction(table: TableModel, set: RecordChangeSet): boolean {
  const kinds = [set.creates, set.updates, set.deletes, set.restores].filter(
    (list) => list.length > 0,
  ).length;
  if (kinds > 1 || set.restores.length > 0 || set.linkedCreations.length > 0 || set.choices.length > 0)
    return true;
  const links = linkFields(table);
  if (links.length === 0) return false;
  return (
    set.deletes.length > 0 ||
    [...set.creates, ...set.updates].some(({ cells }) => links.some(({ id }) => id in cells))
  );
}
