import { VIEW_LIMITS } from '@pyairtable/contracts';
import {
  type BaseModel,
  type Caller,
  type FieldModel,
  type FieldSummary,
  isShown,
  type Reach,
  reachOf,
  sightOf,
  type SortKey,
  type TableModel,
} from '@pyairtable/core';
import { summariesJson, summaryInput } from '../sql/cell-summary';
import { addGuard, GUARD_COLUMNS, GUARD_FROM, GUARD_OK } from '../sql/guard';
import { orderBy, type OrderKey, orderKeys } from '../sql/order-by';
import { type EqualKey, RowCells } from '../sql/row-cells';
import { type FilterBy, foundRows, rowsOf } from '../sql/row-choice';
import { type Prepared, Statement } from '../sql/statement';

export interface GroupsQuery {
  table: TableModel;
  filter?: FilterBy | undefined;
  /** What rows are grouped by, from the outermost. */
  groups: readonly SortKey[];
  /** How they stand within their groups. */
  sort: readonly SortKey[];
  summaries: readonly FieldSummary[];
}

/** One statement that answers ViewGroups: rows, groups and summaries of one moment. */
export function viewGroupsStatement(base: BaseModel, query: GroupsQuery, caller: Caller): Prepared {
  const { table } = query;
  const statement = new Statement(base.id, sightOf(caller));
  addGuard(statement, caller, { baseId: base.id, level: 'read', schemaVersion: base.schemaVersion });
  const reach = reachOf(caller, base, table);
  const shown = query.summaries.filter(({ field }) => isShown(reach, field));
  const told = {
    groupedBy: query.groups.map(({ field }) => field.id),
    kinds: Object.fromEntries(shown.map(({ field, kind }) => [field.id, kind])),
  };
  // Its own braces are those of the answer.
  const settings = `${statement.bind(JSON.stringify(told).slice(1, -1))}::text`;
  const heads = addHeads(base, { ...query, summaries: shown }, reach, statement);
  const whole = (column: string) => `(SELECT heads.${column} FROM heads WHERE heads.level = -1)`;
  return statement.finish(
    `SELECT ${GUARD_COLUMNS}, '{"seq":' || guard.seq || ',"schemaVersion":' || guard.schema_version || ',' || ${settings} || ',"total":' || ${whole('count')}
      || ',"summaries":' || ${whole('summaries')} || ',"groups":' || ${groupsJson(base, query, reach, heads, statement)} || '}' AS answer
    FROM ${GUARD_FROM}`,
  );
}

interface Heads {
  /** The order of heads. */
  keys: OrderKey[];
  /** Columns of `heads` by level. */
  levels: string[][];
  /** By level, JSON text of the cell over columns of `p`; undefined where it is to be read of the first row. */
  cells: (string | undefined)[];
}

/**
 * Adds `heads`: rows that stand equal in order, at each level, and all of them as level -1. Rows are grouped by what their
 * places follow, so that heads are runs of the order which windows serve.
 */
function addHeads(
  base: BaseModel,
  { table, filter, groups, sort, summaries }: GroupsQuery,
  reach: Reach,
  statement: Statement,
): Heads {
  const columns: string[] = [];
  const column = (name: string, expression: string) => {
    columns.push(`${expression} AS ${name}`);
    return name;
  };
  const levels: string[][] = [];
  const ordered: OrderKey[] = [];
  const cells: Heads['cells'] = [];
  const within: OrderKey[] = [];
  const inputs: string[] = [];
  const rows = rowsOf({ base, table, reach, filter }, statement, 'table', (row) => {
    for (const [level, { field, direction }] of groups.entries()) {
      const own = levelKeys(row, field);
      const names = own.map(({ expression }, at) => column(`g${level}_${at}`, expression));
      for (const [at, { order }] of own.entries())
        ordered.push({ expression: order(`heads.${names[at]}`), direction });
      levels.push(names);
      cells.push(own[0]?.cell?.(`p.${names[0]}`));
    }
    // Which of its rows is the first matters to a head whose rows need not have the same cell.
    if (!groups.every(({ field }) => tellsCell(field)))
      for (const [at, { expression, direction }] of orderKeys(row, sort).entries())
        within.push({ expression: column(`s${at}`, expression), direction });
    for (const [at, summary] of summaries.entries())
      inputs.push(column(`v${at}`, summaryInput(row, summary)));
    return columns;
  });
  const first =
    within.length > 0 ? `(array_agg(r.__id ORDER BY ${orderBy(within, 'r.__id')}))[1]` : 'min(r.__id)';
  const isRead = cells.includes(undefined);
  const told = [
    `${levelOf(levels)} AS level`,
    'count(*) AS count',
    ...(isRead ? [`${first} AS first`] : []),
    ...levels.flat(),
    `${summariesJson(summaries, inputs, statement)} AS summaries`,
  ];
  const sets = levels.map((level) => `(${level.join(', ')})`);
  // The keys of two levels may be one expression, or constant: OFFSET keeps them columns apart.
  statement.part(
    'heads',
    `SELECT ${told.join(', ')}
      FROM (SELECT ${['t.__id', ...rows.columns].join(', ')} FROM ${rows.from} WHERE ${rows.where(GUARD_OK)} OFFSET 0) r${
        sets.length > 0 ? ` GROUP BY ROLLUP(${sets.join(', ')})` : ''
      }`,
    { materialized: true },
  );
  return { keys: ordered, levels, cells };
}

/** What a group's rows have in common; cells without an order all stand in one. */
function levelKeys(row: RowCells, field: FieldModel): EqualKey[] {
  const keys = row.equalKeys(field);
  return keys.length > 0 ? keys : [{ expression: 'NULL::bool', order: (column) => column }];
}

/** Whether cells that stand equal in order are the same. */
function tellsCell({ behaviour, computed }: FieldModel): boolean {
  if (computed) return computed.kind !== 'lookup';
  return TELLING.has(behaviour.family) && behaviour.several !== true;
}

const TELLING = new Set(['text', 'number', 'duration', 'checkbox', 'day', 'instant', 'choice']);

/** Expression: how many levels a row of the grouping sets is of, less one. */
const levelOf = (levels: readonly (readonly string[])[]): string =>
  levels.map(([name]) => ` + 1 - GROUPING(${name})`).reduce((sum, term) => sum + term, '-1');

/** Expression: the heads as JSON text in the order of rows, `null` for too many of them. */
function groupsJson(
  base: BaseModel,
  { table, groups }: GroupsQuery,
  reach: Reach,
  { keys, levels, cells }: Heads,
  statement: Statement,
): string {
  if (groups.length === 0) return `'[]'`;
  const isRead = cells.includes(undefined);
  const first = 'first_value(p.first) OVER (PARTITION BY p.start ORDER BY p.level DESC) AS first';
  statement.part(
    'placed',
    `SELECT ${['p.level', 'p.count', 'p.start', 'p.summaries', ...levels.flat(), ...(isRead ? [first] : [])].join(', ')}
      FROM (SELECT heads.*, sum(heads.count) OVER (PARTITION BY heads.level ORDER BY ${orderBy(keys, 'heads.level')}) - heads.count AS start
        FROM heads WHERE heads.level >= 0 AND (SELECT count(*) FROM heads) <= ${VIEW_LIMITS.groupHeads + 1}) p`,
    { materialized: true },
  );
  const row = new RowCells(base, 't', statement);
  const cell = (level: number, field: FieldModel) => {
    if (!isShown(reach, field)) return 'NULL';
    return cells[level] ?? row.whole(firstCell(row, field));
  };
  const byLevel = groups.map(({ field }, level) => ` WHEN ${level} THEN ${cell(level, field)}`);
  const { item } = foundRows({ base, table, reach });
  const head = `'{"level":' || p.level || coalesce(',"cell":' || CASE p.level${byLevel.join('')} END, '')
        || ',"start":' || p.start || ',"count":' || p.count || ',"summaries":' || p.summaries || '}'`;
  return `CASE WHEN (SELECT count(*) FROM heads) > ${VIEW_LIMITS.groupHeads + 1} THEN 'null' ELSE '[' || coalesce((SELECT string_agg(${head}, ',' ORDER BY p.start, p.level)
        FROM placed p${isRead ? ` JOIN ${item} ON t.__id = p.first` : ''}), '') || ']' END`;
}

/** JSON text of the cell, which is empty where its choices are gone: it stands among empty ones. */
const firstCell = (row: RowCells, field: FieldModel): string =>
  field.behaviour.family === 'choice'
    ? `CASE WHEN ${row.filled(field)} THEN ${row.rowJson(field)} END`
    : row.rowJson(field);
