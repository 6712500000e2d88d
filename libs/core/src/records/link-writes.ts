import { textsOf } from '@pyairtable/contracts';
import type { FieldModel, LinkEnd } from '../model/field-model';
import type { TableModel } from '../model/table-model';
import type { RecordChangeSet, RecordRestore, RecordWrite } from './change-set';

export type LinkField = FieldModel & { link: LinkEnd };

export const linkFields = (table: TableModel): LinkField[] =>
  table.fields.filter((field): field is LinkField => field.link !== undefined);

/** The linked records that a write gives one link cell; none where the record is deleted. */
export interface LinkWrite {
  field: LinkField;
  recordId: string;
  after: readonly string[];
}

/** A write with its link cells apart from those that rows keep. */
export interface SeparatedWrite {
  /** In the order of the write: what is given later stands. */
  links: LinkWrite[];
  creates: (RecordWrite | RecordRestore)[];
  updates: RecordWrite[];
}

export function separateLinks(table: TableModel, set: RecordChangeSet): SeparatedWrite {
  const fields = new Map(linkFields(table).map((field) => [field.id, field]));
  const links: LinkWrite[] = [];
  const stored = <R extends RecordWrite>(record: R): R => {
    const kept = Object.entries(record.cells).filter(([fieldId, cell]) => {
      const field = fields.get(fieldId);
      if (field) links.push({ field, recordId: record.id, after: [...new Set(textsOf(cell))] });
      return !field;
    });
    return { ...record, cells: Object.fromEntries(kept) };
  };
  const creates = [...set.creates, ...set.restores].map(stored);
  const updates = set.updates.map(stored);
  for (const recordId of set.deletes)
    for (const field of fields.values()) links.push({ field, recordId, after: [] });
  return { links, creates, updates };
}

/** The same lists without records that `exists` does not know: what is restored leaves out those that have gone since. */
export const withoutAbsent = (
  links: readonly LinkWrite[],
  exists: (tableId: string, recordId: string) => boolean,
): LinkWrite[] =>
  links.map((link) => ({
    ...link,
    after: link.after.filter((id) => exists(link.field.link.linkedTableId, id)),
  }));

/** The same write without what changes nothing: empty link cells of new records. */
export function withoutEmptyLinkCells(table: TableModel, record: RecordWrite): RecordWrite {
  const links = linkFields(table);
  if (!links.some(({ id }) => id in record.cells && record.cells[id] === null)) return record;
  const cells = Object.entries(record.cells).filter(
    ([id, cell]) => cell !== null || !table.fieldById(id)?.link,
  );
  return { id: record.id, cells: Object.fromEntries(cells) };
}
