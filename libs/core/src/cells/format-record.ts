import { linksOf, rawCellOf, type Row } from '@pyairtable/contracts';
import { type CellContext, titleCell } from '@pyairtable/field-types';
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
function titleAs(title: string, { behaviour, options }: FieldModel, context: CellContext): string {
  return behaviour.format(titleCell(behaviour, title), options, context);
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
    const primary = base.tableById(field.link?.linkedTableId ?? '')?.primaryField;
    context.titles = new Map(
      linksOf(cell).map(({ id, title }) => [id, primary ? titleAs(title, primary, context) : title]),
    );
    const text = field.behaviour.format(rawCellOf(cell), field.options, context);
    if (text !== '') fields.push([form.byFieldId ? field.id : field.name, text]);
  }
  return {
    id: row.id,
    createdTime: `${row.createdTime.slice(0, 19)}.000Z`,
    fields: Object.fromEntries(fields),
  };
}
