import type { RawCell } from '@pyairtable/contracts';
import type { FieldModel, LinkEnd } from '../model/field-model';
import type { TableModel } from '../model/table-model';
import type { RecordWrite } from './change-set';

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
