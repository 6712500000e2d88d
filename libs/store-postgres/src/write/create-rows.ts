import { type BaseModel, type FieldModel, type TableModel, seesAddresses } from '@pyairtable/core';
import { addChangeEntry, entryColumn } from '../sql/change-entry';
import { addWriteGuard, GUARD_FROM, HEAD_HELD, WRITE_GUARD_COLUMNS } from '../sql/guard';
import { columnName, tableName } from '../sql/identifiers';
import { instantText, publicRecordJson } from '../sql/record-columns';
import { type Prepared, Statement } from '../sql/statement';
import { addIdClaim, IDS_FREE } from './claim-ids';
import { loggedCells, storedFields } from './logged-cells';
import { inputCell, type RecordWrite, rowInput } from './row-input';
import type { WriteContext } from './write-request';

/** Fields that the table numbers by itself. */
export function numberedFields(table: TableModel): FieldModel[] {
  return table.fields.filter(({ filledBy }) => filledBy?.from === 'counter');
}

/** Stored fields that the database fills at creation: times and people of fields that watch others. */
export function watchingFields(table: TableModel): { field: FieldModel; value: 'time' | 'person' }[] {
  return storedFields(table.fields).flatMap((field) =>
    field.filledBy?.from === 'change' ? [{ field, value: field.filledBy.value }] : [],
  );
}

/**
 * One statement that creates records in the order given, all or none. Numbers come from the table's counter in the
 * same statement, so a refused batch burns none. Times have whole seconds, as the public API shows them.
 */
export function createRowsStatement(
  base: BaseModel,
  context: WriteContext,
  records: readonly RecordWrite[],
): Prepared {
  const { table, caller } = context;
  const statement = new Statement(base.id, seesAddresses(caller));
  addWriteGuard(statement, caller, { baseId: base.id, level: 'edit', schemaVersion: base.schemaVersion });
  const rows = tableName(base.id, table.id);
  const count = statement.bind(records.length);
  const user = statement.bind(caller.userId);
  const input = rowInput(table, records, statement);
  const moment = `date_trunc('second', now())`;
  const columns: [string, string][] = [
    ['id', 'i.id'],
    ['created_at', moment],
    ['created_by', user],
    ['modified_at', moment],
    ['modified_by', user],
    ...input.fields.map((field): [string, string] => [columnName(field.id), inputCell(field)]),
    ...numberedFields(table).map((field): [string, string] => [
      columnName(field.id),
      'counter.first + i.ord',
    ]),
    ...watchingFields(table).map(({ field, value }): [string, string] => [
      columnName(field.id),
      value === 'time' ? moment : user,
    ]),
  ];
  const answer = context.answer
    ? publicRecordJson(base, table.fields, statement, { alias: 't', byFieldId: context.answer.byFieldId })
    : `''`;
  const logged = [...input.fields, ...numberedFields(table)];

  const claims = context.claimed ?? [];
  if (claims.length > 0) addIdClaim(statement, base, table, claims, HEAD_HELD);
  const may = claims.length > 0 ? `${HEAD_HELD} AND ${IDS_FREE}` : HEAD_HELD;
  statement.part(
    'counter',
    `UPDATE api.table_counter c SET record_count = c.record_count + ${count}::int, next_number = c.next_number + ${count}::int
      WHERE c.table_id = ${statement.bind(table.id)} AND ${may} RETURNING c.next_number - ${count}::int AS first`,
  );
  statement.part(
    'created',
    `INSERT INTO ${rows} AS t (${columns.map(([column]) => column).join(', ')})
      SELECT ${columns.map(([, value]) => value).join(', ')} FROM counter, ${input.from} ORDER BY i.ord
      RETURNING t.__id, t.id, t.created_at, ${answer} AS record, ${loggedCells(base, logged, 't', statement)} AS cells`,
  );
  addChangeEntry(statement, {
    baseId: base.id,
    schemaVersion: base.schemaVersion,
    caller,
    opId: context.opId,
    when: `(SELECT count(*) FROM created) = ${count}::int`,
    changes: `(SELECT '[{"kind":"records","tableId":"${table.id}","created":[' || string_agg(
      '{"id":"' || created.id || '","n":' || created.__id || ',"createdTime":"' || ${instantText('created.created_at', 'MS')}
      || '","cells":' || created.cells || '}', ',' ORDER BY created.__id) || ']}]' FROM created)`,
  });
  return statement.finish(
    `SELECT ${WRITE_GUARD_COLUMNS}, (SELECT count(*)::int FROM created) AS found, ${claims.length > 0 ? IDS_FREE : 'true'} AS "idsFree", ${entryColumn('EXISTS (SELECT FROM created)')},
      (SELECT string_agg(created.record, ',' ORDER BY created.__id) FROM created) AS records FROM ${GUARD_FROM}`,
  );
}
