import { textsOf } from '@pyairtable/contracts';
import type { LinkEnd, LinkField } from '../model/field-model';
import type { TableModel } from '../model/table-model';
import type { ListBefore, RecordChangeSet, RecordRestore, RecordWrite } from './change-set';

export const linkFields = (table: TableModel): LinkField[] =>
  table.fields.filter((field): field is LinkField => field.link !== undefined);

/** The linked records that a write gives one side of a record's links; none where the record is deleted. */
export interface LinkWrite {
  field: LinkField;
  /** The side that the list is of: the field's own, or the other one where no field shows that. */
  end: LinkEnd;
  recordId: string;
  after: readonly string[];
  /** What the list has already stays. */
  adds?: boolean;
}

export const endKey = ({ pairId, own }: LinkEnd): string => `${pairId}.${own}`;

/** The side of a field's links that no field shows; undefined where one does. Such links are of a table to itself. */
function unshownEnd({ link }: LinkField): LinkEnd | undefined {
  return link.inverseFieldId ? undefined : { ...link, own: link.other, other: link.own };
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
      if (field)
        links.push({ field, end: field.link, recordId: record.id, after: [...new Set(textsOf(cell))] });
      return !field;
    });
    return { ...record, cells: Object.fromEntries(kept) };
  };
  const creates = [...set.creates, ...set.restores].map(stored);
  const updates = set.updates.map(stored);
  for (const field of fields.values()) {
    const end = unshownEnd(field);
    for (const recordId of set.deletes) {
      links.push({ field, end: field.link, recordId, after: [] });
      if (end) links.push({ field, end, recordId, after: [] });
    }
    const namedBy = end ? namesIn(set.lists, field) : new Map<string, string[]>();
    for (const { id: recordId } of set.restores) {
      const after = namedBy.get(recordId);
      if (end && after) links.push({ field, end, recordId, after, adds: true });
    }
  }
  return { links, creates, updates };
}

/** The records in whose lists of a field others stood, by those. */
function namesIn(lists: readonly ListBefore[], field: LinkField): Map<string, string[]> {
  const namedBy = new Map<string, string[]>();
  for (const { recordId, before } of lists.filter((list) => list.field.id === field.id))
    for (const id of before) namedBy.set(id, [...(namedBy.get(id) ?? []), recordId]);
  return namedBy;
}

/** The same lists without records that `exists` does not know: what is restored leaves out those that have gone since. */
export const withoutAbsent = (
  links: readonly LinkWrite[],
  exists: (tableId: string, recordId: string) => boolean,
): LinkWrite[] =>
  links.map((link) => ({
    ...link,
    after: link.after.filter((id) => exists(link.end.linkedTableId, id)),
  }));

/** A link that two records had, the one at its other end being away: by the sides of its pair. */
export interface WaitingRecordLink {
  pairId: string;
  a: string;
  b: string;
}

/** What `withoutAbsent` leaves out. */
export const absentLinks = (
  links: readonly LinkWrite[],
  exists: (tableId: string, recordId: string) => boolean,
): WaitingRecordLink[] =>
  links.flatMap(({ end, recordId, after }) =>
    after
      .filter((id) => !exists(end.linkedTableId, id))
      .map((id) => ({
        pairId: end.pairId,
        ...(end.own === 'a' ? { a: recordId, b: id } : { a: id, b: recordId }),
      })),
  );

/** The lists of records that come back, with the links that have waited for them. */
export function waitedFor(
  table: TableModel,
  recordIds: readonly string[],
  waiting: readonly WaitingRecordLink[],
): LinkWrite[] {
  const back = new Set(recordIds);
  return linkFields(table).flatMap((field) => {
    const ends = [field.link, unshownEnd(field)].filter((end) => end !== undefined);
    return waiting
      .filter(({ pairId }) => pairId === field.link.pairId)
      .flatMap((link) =>
        ends
          .filter(({ own }) => back.has(link[own]))
          .map((end) => ({ field, end, recordId: link[end.own], after: [link[end.other]], adds: true })),
      );
  });
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
