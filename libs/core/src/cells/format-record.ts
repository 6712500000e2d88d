import { type LinkOptions, linksOf, readCellOf, type Row } from '@pyairtable/contracts';
import { type CellContext, shownAs, titleCell } from '@pyairtable/field-types';
import type { BaseModel } from '../model/base-model';
import type { FieldModel } from '../model/field-model';
import type { TableModel } from '../model/table-model';

/** In whose eyes cells become text. */
export interface TextForm {
  byFieldId: boolean;
  /** IANA zone, for fields that show times in the reader's. */
  timeZone: string;
  /** BCP 47 tag. */
  locale: string;
}

/** A title as the linked table's primary field shows it. */
export function titleAs(title: string, field: FieldModel, context: CellContext): string {
  return field.behaviour.format(titleCell(field, title), field.options, context);
}

/** Id of the table whose records the cells of a field name. */
function linkedTable(field: FieldModel): string | undefined {
  const { type, options } = shownAs(field);
  return type === 'multipleRecordLinks' ? (options as LinkOptions).linkedTableId : undefined;
}

/**
 * A row as the public API's record with `cellFormat=string`: every cell that is not empty is text. `people` are the base's,
 * as the reader may see them.
 */
export function formatRecord(
  row: Row,
  base: BaseModel,
  table: TableModel,
  form: TextForm,
  people: CellContext['users'] = base.people,
) {
  // Assigned to an object, a field called `__proto__` would be lost.
  const fields: [string, string][] = [];
  for (const field of table.fields) {
    const cell = row.cells[field.id];
    if (cell === undefined) continue;
    const context: CellContext = {
      fieldName: field.name,
      timeZone: form.timeZone,
      locale: form.locale,
      users: people,
      titles: new Map(),
    };
    const primary = base.tableById(linkedTable(field) ?? '')?.primaryField;
    context.titles = new Map(
      linksOf(cell).map(({ id, title }) => [id, primary ? titleAs(title, primary, context) : title]),
    );
    const text = field.behaviour.format(readCellOf(cell), field.options, context);
    if (text !== '') fields.push([form.byFieldId ? field.id : field.name, text]);
  }
  return {
    id: row.id,
    createdTime: `${row.createdTime.slice(0, 19)}.000Z`,
    fields: Object.fromEntries(fields),
  };
}
