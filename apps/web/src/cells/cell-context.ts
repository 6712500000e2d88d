import { type BaseSchema, type Field, linksOf, readCellOf, type RowCell } from '@pyairtable/contracts';
import { fieldType, type CellContext, type Person } from '@pyairtable/field-types';
import { personColors } from '@pyairtable/ui';

/** What reading and writing cells depends on beside the field: the person's zone and language, and the base's people. */
export interface Reader {
  timeZone: string;
  locale: string;
  users: ReadonlyMap<string, Person>;
  /** CSS colours of the base's people. */
  colors: ReadonlyMap<string, string>;
}

/** The reader of this browser in a base. */
export function browserReader(base: Pick<BaseSchema, 'collaborators'>): Reader {
  const { timeZone, locale } = Intl.DateTimeFormat().resolvedOptions();
  return {
    timeZone,
    locale,
    colors: personColors(base.collaborators.map(({ id }) => id)),
    users: new Map(base.collaborators.map(({ id, name, email }) => [id, { name, email }])),
  };
}

/** Context for one cell; `cell` lends the titles of the records it links to. */
export function cellContext(reader: Reader, field: Field, cell?: RowCell): CellContext {
  return {
    ...reader,
    fieldName: field.name,
    titles: new Map(linksOf(cell).map(({ id, title }) => [id, title])),
  };
}

/** A cell's text as shown and copied; '' for empty. */
export function cellText(reader: Reader, field: Field, cell: RowCell | undefined): string {
  if (cell === undefined) return '';
  return fieldType(field.type).format(readCellOf(cell), field.options, cellContext(reader, field, cell));
}

/** True when no person may write the field's cells. */
export const isComputed = (field: Field): boolean => fieldType(field.type).computed;
