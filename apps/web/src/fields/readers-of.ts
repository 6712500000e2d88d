import type { Field, Table } from '@pyairtable/contracts';

/** Options of computed fields that name fields: by an id alone, or in the text of a formula. */
const BY_ID = ['recordLinkFieldId', 'fieldIdInLinkedTable'];
const IN_TEXT = ['formula', 'filter'];

/** A computed field that has nothing to read any more once another is gone. */
export interface Reader {
  table: Table;
  field: Field;
}

/** The computed fields of a base that read a field at first hand. */
export function readersOf(tables: readonly Table[], fieldId: string): Reader[] {
  const reads = ({ options }: Field): boolean =>
    Object.entries(options ?? {}).some(
      ([key, value]) =>
        (BY_ID.includes(key) && value === fieldId) ||
        (IN_TEXT.includes(key) && typeof value === 'string' && value.includes(`{${fieldId}}`)),
    );
  return tables.flatMap((table) => table.fields.filter(reads).map((field) => ({ table, field })));
}

const MOST_NAMED = 5;

/** What a person is told who is about to delete a field. */
export function deletionWarning(tables: readonly Table[], table: Table, field: Field): string {
  const readers = readersOf(tables, field.id);
  const lost = 'The values of this field go with it, in every record. The trash keeps them for some time.';
  if (readers.length === 0) return lost;
  const names = readers
    .slice(0, MOST_NAMED)
    .map((reader) =>
      reader.table.id === table.id
        ? `“${reader.field.name}”`
        : `“${reader.field.name}” in ${reader.table.name}`,
    );
  const more = readers.length > MOST_NAMED ? [`${readers.length - MOST_NAMED} more`] : [];
  return `${lost} It is read by ${[...names, ...more].join(', ')}, which will show #ERROR!.`;
}
