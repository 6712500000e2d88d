import type { RawCell } from '@pyairtable/contracts';
import type { BaseModel, Caller, TableModel } from '@pyairtable/core';
import { columnName, tableName } from '../sql/identifiers';
import { instantText } from '../sql/record-columns';
import { type Prepared, Statement } from '../sql/statement';
import { numberedFields, watchingFields } from './create-rows';
import { cellDiffers, loggedCells, storedFields } from './logged-cells';
import { modifiedStamps } from './modified-stamps';
import type { RecordRestore } from './record-change-set';
import { assignments, changedCells, changedLinks, inputCell, type RecordWrite, rowInput } from './row-input';

type Cells = Record<string, RawCell>;

/** What the rows went through, as the log keeps it: of updates, the records and cells that are other than before. */
export interface AppliedRows {
  created: { id: string; n: number; createdTime: string; cells: Cells }[];
  updated: { id: string; n: number; before: Cells; after: Cells }[];
  deleted: { id: string; n: number; createdTime: string; createdBy: string | null; before: Cells }[];
}

export interface RowUpdate extends RecordWrite {
  /** Ids of the record's link fields whose lists the write changes, from either side. */
  linked: readonly string[];
}

/** Restores come alone, and creates never together with deletes: each moves the table's one counter. */
export interface RowChanges {
  table: TableModel;
  /** Stored cells only: links are applied apart. */
  creates: readonly RecordWrite[];
  updates: readonly RowUpdate[];
  deletes: readonly string[];
  restores: readonly RecordRestore[];
}

const createdJson = (alias: string, cells: string) =>
  `'{"id":"' || ${alias}.id || '","n":' || ${alias}.__id || ',"createdTime":"' || ${instantText(`${alias}.created_at`, 'MS')} || '","cells":' || ${cells} || '}'`;

/** Adds the part that inserts `records`; restored ones keep number, time and author, new ones get the next numbers. */
function insertPart(
  statement: Statement,
  base: BaseModel,
  table: TableModel,
  records: readonly (RecordWrite | RecordRestore)[],
  user: string,
  name: string,
): string {
  const restored = records.some((record) => 'n' in record);
  const input = rowInput(table, records, statement);
  const moment = restored ? 'i."createdTime"' : `date_trunc('second', now())`;
  const stamp = restored ? 'now()' : moment;
  const numbered = restored ? [] : numberedFields(table);
  const columns: [string, string][] = [
    ...(restored ? [['__id', 'i.n'] as [string, string]] : []),
    ['id', 'i.id'],
    ['created_at', moment],
    ['created_by', restored ? 'i."createdBy"' : user],
    ['modified_at', stamp],
    ['modified_by', user],
    ...input.fields.map((field): [string, string] => [columnName(field.id), inputCell(field)]),
    ...numbered.map((field): [string, string] => [columnName(field.id), `counter_${name}.first + i.ord`]),
    ...watchingFields(table)
      .filter(({ field }) => !input.fields.includes(field))
      .map(({ field, value }): [string, string] => [columnName(field.id), value === 'time' ? stamp : user]),
  ];
  const count = statement.bind(records.length);
  statement.part(
    `counter_${name}`,
    `UPDATE api.table_counter c SET record_count = c.record_count + ${count}::int,
        next_number = c.next_number + ${restored ? '0' : `${count}::int`}
      WHERE c.table_id = ${statement.bind(table.id)} RETURNING c.next_number - ${count}::int AS first`,
  );
  const logged = [...input.fields, ...numbered];
  const json = createdJson('t', loggedCells(base, logged, 't', statement));
  statement.part(
    name,
    `INSERT INTO ${tableName(base.id, table.id)} AS t (${columns.map(([column]) => column).join(', ')})
      ${restored ? 'OVERRIDING SYSTEM VALUE' : ''} SELECT ${columns.map(([, value]) => value).join(', ')}
      FROM counter_${name}, ${input.from} ORDER BY i.ord RETURNING t.__id, ${json} AS json`,
  );
  return name;
}

/** One statement that creates, updates, deletes and restores rows that are locked already, and answers AppliedRows by key. */
export function applyRowsStatement(base: BaseModel, changes: RowChanges, caller: Caller): Prepared {
  const { table, creates, updates, deletes, restores } = changes;
  const statement = new Statement(base.id);
  const rows = tableName(base.id, table.id);
  // Bound only where used: PostgreSQL cannot type a parameter that no expression names.
  const stamps = creates.length + updates.length + restores.length > 0;
  const user = stamps ? statement.bind(caller.userId) : '';
  const lists: Record<'created' | 'updated' | 'deleted', string[]> = {
    created: [],
    updated: [],
    deleted: [],
  };

  if (creates.length > 0) {
    lists.created.push(insertPart(statement, base, table, creates, user, 'created'));
  }
  if (restores.length > 0) {
    lists.created.push(insertPart(statement, base, table, restores, user, 'restored'));
  }
  if (updates.length > 0) {
    const input = rowInput(table, updates, statement);
    const links = changedLinks(new Set(updates.flatMap(({ linked }) => linked)));
    const stamps = modifiedStamps(table, new Map([...changedCells(input), ...links]), user);
    const differs = [...input.fields.map(cellDiffers), 'jsonb_array_length(i.linked) > 0'];
    const set = [...assignments(input), ...stamps];
    // Said twice: of the input alone PostgreSQL expects so many rows that it reads a whole table of some thousands.
    const ids = `${statement.bind(updates.map(({ id }) => id))}::text[]`;
    statement.part(
      'updated',
      `UPDATE ${rows} t SET ${set.join(', ')} FROM ${input.from} WHERE t.id = i.id AND t.id = ANY(${ids})
        RETURNING t.__id, ${differs.join(' OR ')} AS differs,
          '{"id":"' || t.id || '","n":' || t.__id || ',"before":' || ${loggedCells(base, input.fields, 'old', statement, cellDiffers)}
          || ',"after":' || ${loggedCells(base, input.fields, 't', statement, cellDiffers)} || '}' AS json`,
    );
    statement.part('altered', 'SELECT __id, json FROM updated WHERE differs');
    lists.updated.push('altered');
  }
  if (deletes.length > 0) {
    statement.part(
      'deleted',
      `DELETE FROM ${rows} t WHERE t.id = ANY(${statement.bind(deletes)}::text[])
        RETURNING t.__id, '{"id":"' || t.id || '","n":' || t.__id || ',"createdTime":"' || ${instantText('t.created_at', 'MS')}
          || '","createdBy":' || coalesce(to_json(t.created_by)::text, 'null') || ',"before":'
          || ${loggedCells(base, storedFields(table.fields), 't', statement)} || '}' AS json`,
    );
    statement.part(
      'uncounted',
      `UPDATE api.table_counter c SET record_count = c.record_count - ${statement.bind(deletes.length)}::int
        WHERE c.table_id = ${statement.bind(table.id)}`,
    );
    lists.deleted.push('deleted');
  }
  const column = (key: keyof typeof lists) => {
    const sources = lists[key].map((name) => `SELECT __id, json FROM ${name}`);
    if (sources.length === 0) return `'"${key}":[]'`;
    return `'"${key}":[' || coalesce((SELECT string_agg(x.json, ',' ORDER BY x.__id) FROM (${sources.join(' UNION ALL ')}) x), '') || ']'`;
  };
  return statement.finish(
    `SELECT ('{' || ${column('created')} || ',' || ${column('updated')} || ',' || ${column('deleted')} || '}')::json AS applied`,
  );
}
