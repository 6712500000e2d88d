import type { BaseModel, FieldModel } from '@pyairtable/core';
import { columnName } from '../sql/identifiers';
import { recordColumns } from '../sql/record-columns';
import type { Statement } from '../sql/statement';

const TERMS = 90;

/**
 * Text of a JSON object with the raw cells of `fields` as the row `alias` has them, null when empty. With `when` only the
 * fields for which its boolean expression is true; '{}' when that is none.
 */
export function loggedCells(
  base: BaseModel,
  fields: readonly FieldModel[],
  alias: string,
  statement: Statement,
  when?: (field: FieldModel) => string,
): string {
  if (fields.length === 0) return `'{}'`;
  const columns = recordColumns(base, alias, statement);
  const terms = fields.map((field) => {
    const pair = `'"${field.id}":' || coalesce(${columns.rawJson(field)}, 'null')`;
    return when ? `CASE WHEN ${when(field)} THEN ${pair} END` : pair;
  });
  const groups: string[] = [];
  for (let at = 0; at < terms.length; at += TERMS) {
    groups.push(`nullif(concat_ws(',', ${terms.slice(at, at + TERMS).join(', ')}), '')`);
  }
  return `'{' || concat_ws(',', ${groups.join(', ')}) || '}'`;
}

/** In the RETURNING list of an update of `t`: the field's cell is another now. */
export const cellDiffers = ({ id }: FieldModel): string =>
  `old.${columnName(id)} IS DISTINCT FROM t.${columnName(id)}`;

/** The fields that keep their cells in a column of their own, so that a write can set them. */
export function storedFields(fields: readonly FieldModel[]): FieldModel[] {
  return fields.filter(({ storage }) => storage.kind === 'column');
}
