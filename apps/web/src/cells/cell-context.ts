import {
  type BaseSchema,
  type Field,
  type LinkOptions,
  linksOf,
  readCellOf,
  type RowCell,
} from '@pyairtable/contracts';
import { type CellContext, fieldType, type Person, shownAs, titleCell } from '@pyairtable/field-types';

/** What reading and writing cells depends on beside the field: the person's zone and language, and the base's people. */
export interface Reader {
  timeZone: string;
  locale: string;
  users: ReadonlyMap<string, Person>;
  /** CSS colours of people who are shown together; others have their own. */
  colors: ReadonlyMap<string, string>;
  /** The fields that title the records of the base's tables, by table. */
  primaries: ReadonlyMap<string, Field>;
}

/** The reader of this browser in a base. */
export function browserReader(
  base: Pick<BaseSchema, 'collaborators' | 'tables'>,
  colors: Reader['colors'] = new Map(),
): Reader {
  const { timeZone, locale } = Intl.DateTimeFormat().resolvedOptions();
  return {
    timeZone,
    locale,
    colors,
    users: new Map(base.collaborators.map(({ id, name, email }) => [id, { name, email }])),
    primaries: new Map(
      base.tables.flatMap(({ id, fields, primaryFieldId }) => {
        const primary = fields.find((field) => field.id === primaryFieldId);
        return primary ? [[id, primary]] : [];
      }),
    ),
  };
}

/** The title of a record as its table's primary field shows it; '' for one without. */
export function recordTitle(reader: Reader, tableId: string | undefined, title: string): string {
  const primary = reader.primaries.get(tableId ?? '');
  if (!primary) return title;
  const context: CellContext = { ...reader, fieldName: primary.name, titles: new Map() };
  return fieldType(primary.type).format(titleCell(primary, title), primary.options, context);
}

/** The title of a record that a field links to. */
export function linkTitle(reader: Reader, field: Field, title: string): string {
  const { type, options } = shownAs(field);
  // Any page may put anything on the clipboard, a link without its table too.
  const linkedTableId =
    type === 'multipleRecordLinks' ? (options as LinkOptions | undefined)?.linkedTableId : undefined;
  return recordTitle(reader, linkedTableId, title);
}

/** Context for one cell; `cell` lends the titles of the records it links to. */
export function cellContext(reader: Reader, field: Field, cell?: RowCell): CellContext {
  return {
    ...reader,
    fieldName: field.name,
    titles: new Map(linksOf(cell).map(({ id, title }) => [id, linkTitle(reader, field, title)])),
  };
}

/** A cell's text as shown and copied; '' for empty. */
export function cellText(reader: Reader, field: Field, cell: RowCell | undefined): string {
  if (cell === undefined) return '';
  return fieldType(field.type).format(readCellOf(cell), field.options, cellContext(reader, field, cell));
}

/** True when no person may write the field's cells. */
export const isComputed = (field: Field): boolean => fieldType(field.type).computed;

/** Why nothing can be typed into the cells of such a field. */
export const whyNotTyped = ({ type, name }: Field): string =>
  fieldType(type).family === 'query'
    ? `“${name}” is computed. Change its formula, or the fields that it reads.`
    : type === 'button'
      ? `“${name}” is a button.`
      : `“${name}” is filled in by the system.`;
