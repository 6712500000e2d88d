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

function namesOf(readers: readonly Reader[], table: Table): string {
  const names = readers
    .slice(0, MOST_NAMED)
    .map((reader) =>
      reader.table.id === table.id
        ? `“${reader.field.name}”`
        : `“${reader.field.name}” in ${reader.table.name}`,
    );
  const more = readers.length > MOST_NAMED ? [`${readers.length - MOST_NAMED} more`] : [];
  return [...names, ...more].join(', ');
}

/** What a person is told who is about to delete a field. */
export function deletionWarning(tables: readonly Table[], table: Table, field: Field): string {
  const readers = readersOf(tables, field.id);
  const lost = 'The values of this field go with it, in every record. The trash keeps them for some time.';
  if (readers.length === 0) return lost;
  return `${lost} It is read by ${namesOf(readers, table)}, which will show #ERROR!.`;
}

/** What a person is told who is about to delete a table: the links of others to it go too, and what reads over them has nothing to read. */
export function tableDeletionWarning(tables: readonly Table[], table: Table): string {
  const others = tables.filter(({ id }) => id !== table.id);
  const links = others.flatMap(({ fields }) =>
    fields.filter(
      ({ type, options }) =>
        type === 'multipleRecordLinks' &&
        (options as { linkedTableId?: string } | undefined)?.linkedTableId === table.id,
    ),
  );
  const readers = new Map(
    [...table.fields, ...links]
      .flatMap(({ id }) => readersOf(others, id))
      .map((reader) => [reader.field.id, reader]),
  );
  const count = table.recordCount;
  const lost = `Its ${count === 1 ? 'record goes' : `${count.toLocaleString('en')} records go`} with it, and links to ${count === 1 ? 'it' : 'them'} disappear. The trash keeps them for some time.`;
  if (readers.size === 0) return lost;
  return `${lost} It is read by ${namesOf([...readers.values()], table)}, which will show #ERROR!.`;
}
