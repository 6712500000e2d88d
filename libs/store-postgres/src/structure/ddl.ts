import type { Field } from '@pyairtable/contracts';
import { fieldModel, type FieldModel } from '@pyairtable/core';
import { columnName, junctionName, tableName, uniqueName } from '../sql/identifiers';

/** `column type` of a stored field; null for fields without a column of their own. */
export function columnDefinition(field: Field): string | null {
  const { storage } = fieldModel(field);
  return storage.kind === 'column' ? `${columnName(field.id)} ${storage.type}` : null;
}

/** Rows keep a little room on their page, so that most updates need no new index entries. */
export const TABLE_SETTINGS = 'WITH (fillfactor = 90)';

export function createTable(baseId: string, tableId: string, fields: readonly Field[]): string {
  const columns = fields.map(columnDefinition).filter((column) => column !== null);
  return `CREATE TABLE ${tableName(baseId, tableId)} (
    __id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text COLLATE "C" NOT NULL UNIQUE,
    created_at timestamptz(3) NOT NULL,
    created_by text COLLATE "C",
    modified_at timestamptz(3) NOT NULL,
    modified_by text COLLATE "C"${columns.map((column) => `,\n    ${column}`).join('')}
  ) ${TABLE_SETTINGS}`;
}

/** Both sides keep the order of their own cell; a deleted record takes its links along. */
export function createJunction(baseId: string, pairId: string, tableA: string, tableB: string): string[] {
  const name = junctionName(baseId, pairId);
  return [
    `CREATE TABLE ${name} (
      a bigint NOT NULL REFERENCES ${tableName(baseId, tableA)} (__id) ON DELETE CASCADE,
      b bigint NOT NULL REFERENCES ${tableName(baseId, tableB)} (__id) ON DELETE CASCADE,
      a_position integer NOT NULL,
      b_position integer NOT NULL,
      PRIMARY KEY (a, b)
    )`,
    `CREATE INDEX ON ${name} (b, a)`,
  ];
}

const lockTables = (baseId: string, tableIds: Iterable<string>, mode: string): string =>
  `LOCK TABLE ${[...tableIds].map((id) => tableName(baseId, id)).join(', ')} IN ${mode} MODE`;

/**
 * Takes tables whole before the links between them: readers name a table first and its links next, so whoever takes the
 * links first finds the tables held by all who wait for those.
 */
export const takeTables = (baseId: string, tableIds: Iterable<string>): string =>
  lockTables(baseId, tableIds, 'ACCESS EXCLUSIVE');

/** Keeps the structure of tables as it is until the transaction ends, as reading them does. */
export const holdTables = (baseId: string, tableIds: Iterable<string>): string =>
  lockTables(baseId, tableIds, 'ACCESS SHARE');

export const dropJunction = (baseId: string, pairId: string): string =>
  `DROP TABLE ${junctionName(baseId, pairId)}`;

/** Adds a stored field's column to a table with records, which it numbers where that is the field's to do. */
export function addColumn(baseId: string, tableId: string, field: Field): string[] {
  const definition = columnDefinition(field);
  if (definition === null) return [];
  const rows = tableName(baseId, tableId);
  const column = columnName(field.id);
  const add = `ALTER TABLE ${rows} ADD COLUMN ${definition}`;
  const { filledBy } = fieldModel(field);
  if (filledBy?.from !== 'counter') return [add];
  return [
    add,
    `UPDATE ${rows} t SET ${column} = n.number
      FROM (SELECT __id, row_number() OVER (ORDER BY __id) AS number FROM ${rows}) n WHERE n.__id = t.__id`,
  ];
}

/** Takes a stored field's column away, with what keeps its cells from repeating. */
export const dropColumn = (baseId: string, tableId: string, { id, rules }: FieldModel): string =>
  `ALTER TABLE ${tableName(baseId, tableId)} ${rules?.unique ? `DROP CONSTRAINT ${uniqueName(id)}, ` : ''}DROP COLUMN ${columnName(id)}`;
