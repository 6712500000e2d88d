import { type IdKind, isId } from '@pyairtable/kernel';

/** A quoted identifier made of an id. Throws when the text has not the exact shape of one: nothing else is ever quoted. */
function quoted(kind: IdKind, id: string): string {
  if (!isId(kind, id)) throw new Error(`not the shape of a ${kind} id`);
  return `"${id}"`;
}

/** Schema of a base. */
export const schemaName = (baseId: string): string => quoted('base', baseId);

/** Qualified name of a table of records. */
export const tableName = (baseId: string, tableId: string): string =>
  `${schemaName(baseId)}.${quoted('table', tableId)}`;

/** Qualified name of the junction table of a pair of link fields; it carries the id of the field that made the pair. */
export const junctionName = (baseId: string, pairId: string): string =>
  `${schemaName(baseId)}.${quoted('field', pairId)}`;

/** What a base keeps beside its records. The tables of these names stand in its schema; no id of a table or field is so short. */
export type StateTable =
  | 'head'
  | 'change'
  | 'record_change'
  | 'idle_op'
  | 'table'
  | 'table_counter'
  | 'field'
  | 'view'
  | 'link_pair'
  | 'record_id'
  | 'trash'
  | 'past_structure'
  | 'past_cells'
  | 'past_stamp'
  | 'waiting_link'
  | 'snapshot'
  | 'list_snapshot'
  | 'row_order'
  | 'row_order_part'
  | 'row_order_place';

/** Qualified name of one of the tables that every base has. */
export const stateTable = (baseId: string, name: StateTable): string => `${schemaName(baseId)}."${name}"`;

/** Column of a stored field. */
export const columnName = (fieldId: string): string => quoted('field', fieldId);

/** Column that keeps when a cell of the field was last changed. */
export const stampName = (fieldId: string): string => `${quoted('field', fieldId).slice(0, -1)} changed"`;

/** Constraint that keeps the cells of a field from repeating; of the schema, as its index is. */
export const uniqueName = (fieldId: string): string => `${quoted('field', fieldId).slice(0, -1)} unique"`;

/** A field id as an SQL text literal, for keys of JSON parameters. */
export function fieldKey(fieldId: string): string {
  quoted('field', fieldId);
  return `'${fieldId}'`;
}
