import type { FieldModel, RecordWrite, TableModel } from '@pyairtable/core';
import { columnName, fieldKey } from './identifiers';
import type { Statement } from './statement';

/** What input rows can have beside id and cells: their place (from 0), and what records bring by these names. */
const COLUMNS = {
  ord: 'ord int',
  n: 'n bigint',
  createdTime: '"createdTime" timestamptz',
  createdBy: '"createdBy" text',
  linked: 'linked jsonb',
  request: 'request int',
};

/** The rows of a write as SQL sees them, and which fields they set. */
export interface RowInput {
  /** FROM term, alias `i`, with id, cells and the columns asked for. */
  from: string;
  /** Fields set by at least one record, in the table's order, so that equal shapes give equal text. */
  fields: FieldModel[];
  /** Every record sets the same fields. */
  uniform: boolean;
}

export function rowInput(
  table: TableModel,
  records: readonly RecordWrite[],
  statement: Statement,
  ...columns: (keyof typeof COLUMNS)[]
): RowInput {
  const counts = new Map<string, number>();
  for (const { cells } of records)
    for (const id of Object.keys(cells)) counts.set(id, (counts.get(id) ?? 0) + 1);
  const fields = table.fields.filter(({ id }) => counts.has(id));
  const rows = statement.bind(JSON.stringify(records.map((record, ord) => ({ ord, ...record }))));
  const declared = ['id text', 'cells jsonb', ...columns.map((name) => COLUMNS[name])];
  return {
    from: `jsonb_to_recordset(${rows}::jsonb) AS i(${declared.join(', ')})`,
    fields,
    uniform: [...counts.values()].every((count) => count === records.length),
  };
}

/** The fields that keep their cells in a column of their own, so that a write can set them. */
export function storedFields(fields: readonly FieldModel[]): FieldModel[] {
  return fields.filter(({ storage }) => storage.kind === 'column');
}

/** Expression of the field's column type read from the input row `i`. */
export function inputCell(field: FieldModel): string {
  const { storage } = field;
  if (storage.kind !== 'column') throw new Error('only stored fields are read from input rows');
  return storage.sql.fromJson(`(i.cells -> ${fieldKey(field.id)})`);
}

type GivenFields = Pick<RowInput, 'fields' | 'uniform'>;

/** SET terms for the stored fields of the input; a record that does not name a field keeps its cell. */
export function assignments({ fields, uniform }: GivenFields): string[] {
  return fields.map((field) => {
    const column = columnName(field.id);
    const value = inputCell(field);
    return `${column} = ${uniform ? value : `CASE WHEN i.cells ? ${fieldKey(field.id)} THEN ${value} ELSE t.${column} END`}`;
  });
}

/** By field id, for the stored fields of the input: the row `i` has another cell for the record `t` than the stored one. */
export function changedCells({ fields, uniform }: GivenFields): Map<string, string> {
  return new Map(
    fields.map((field) => {
      const differs = `t.${columnName(field.id)} IS DISTINCT FROM ${inputCell(field)}`;
      return [field.id, uniform ? differs : `i.cells ? ${fieldKey(field.id)} AND ${differs}`];
    }),
  );
}

/** The same for link fields, whose changes are known beforehand: the list `i.linked` names those of the record. */
export const changedLinks = (fieldIds: Iterable<string>): Map<string, string> =>
  new Map([...fieldIds].map((id) => [id, `i.linked ? ${fieldKey(id)}`]));
