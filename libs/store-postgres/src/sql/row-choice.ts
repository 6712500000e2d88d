import { createHash } from 'node:crypto';
import {
  type BaseModel,
  type CellReads,
  type CellSources,
  cellSources,
  type Reach,
  type SortKey,
  type TableModel,
} from '@pyairtable/core';
import { tableName } from './identifiers';
import { orderBy, type OrderKey, orderKeys } from './order-by';
import { reachedRows } from './reached-rows';
import { type Breadth, RowCells } from './row-cells';
import { Statement } from './statement';

/** A condition on the rows `t` of a table, in SQL. */
export interface RowFilter {
  /** Text behind the FROM item `t` that the condition reads; '' when it reads the row alone. */
  joins: string;
  /** Never-null boolean expression. */
  condition: string;
  /** Tells this condition from others, whatever statement it is made for; bound values included. */
  key: string;
  /** Rows may come and go without an entry of the log, as time passes. */
  readsClock: boolean;
  /** What it reads of a row; absent: nobody knows, and any change of a record may let rows in or out. */
  reads?: CellReads;
}

/** Makes a filter for one place of a statement, where what it binds is used; what it asks of the cells of `t` needs no joins of its own. */
export type FilterBy = (statement: Statement, row: RowCells) => RowFilter;

/** Which rows of a table are asked for: those within the reach that pass the filter, in the order of `sort`. */
export interface RowScope {
  base: BaseModel;
  table: TableModel;
  reach: Reach;
  filter?: FilterBy | undefined;
  /** Absent or empty: creation order. */
  sort?: readonly SortKey[] | undefined;
}

/** The rows `t` of a scope, in pieces of a query. */
export interface ScopedRows {
  /** FROM terms. */
  from: string;
  /** The same as one term, to be joined to. */
  item: string;
  /** The conditions given, and those of the scope; '' when there are none at all. */
  where(...conditions: string[]): string;
  orderBy: string;
  /** What `orderBy` compares before the order of creation. */
  keys: readonly OrderKey[];
  /** Expressions over a row that were asked for as well. */
  columns: readonly string[];
}

/** Expressions over the rows of a scope; what they need is joined to the rows along with what the scope needs. */
type ColumnsBy = (row: RowCells) => readonly string[];

function compile(
  { base, table, reach, filter, sort = [] }: RowScope,
  statement: Statement,
  breadth: Breadth = 'table',
  columnsBy: ColumnsBy = () => [],
) {
  const row = new RowCells(base, 't', statement, breadth);
  const filters = [reachedRows(reach, row), filter?.(statement, row)].filter((one) => one !== undefined);
  const keys = orderKeys(row, sort);
  const columns = columnsBy(row);
  const joins = [...filters.map((one) => one.joins), row.joins()].filter((text) => text !== '');
  return { rows: `${tableName(base.id, table.id)} t`, filters, joins, keys, columns };
}

/**
 * The one way to a table's rows for whoever shows, counts or changes some of them. Whether the caller may read or edit
 * at all is for the guard, which the conditions given name. `breadth`: whether all rows are asked, or a few.
 */
export function rowsOf(
  scope: RowScope,
  statement: Statement,
  breadth?: Breadth,
  columnsBy?: ColumnsBy,
): ScopedRows {
  const { rows, filters, joins, keys, columns } = compile(scope, statement, breadth, columnsBy);
  const from = [rows, ...joins].join(' ');
  return {
    from,
    item: joins.length > 0 ? `(${from})` : from,
    where: (...conditions) => [...conditions, ...filters.map(({ condition }) => condition)].join(' AND '),
    orderBy: orderBy(keys, 't.__id'),
    keys,
    columns,
  };
}

/** The rows `t` among which those are that another part of the statement found through `rowsOf`, not to be judged again. */
export const foundRows = ({ base, table }: RowScope): Pick<ScopedRows, 'item' | 'where'> => ({
  item: `${tableName(base.id, table.id)} t`,
  where: () => '',
});

/** Whether the scope may have fewer rows than the table. */
export const isNarrowed = ({ reach, filter }: RowScope): boolean =>
  filter !== undefined || reach.rows !== 'all';

/** What is to be known of a scope by who keeps its order. */
export interface ScopeTraits {
  /** Tells reach and filter from others; '' for the whole table. */
  key: string;
  /** Which rows there are, and their order, change by entries of the base's log alone. */
  followsLog: boolean;
  /** Where the cells are that rows come, go or move by; null where any change of a record may do so. */
  sources: CellSources | null;
}

export function traitsOf(scope: RowScope): ScopeTraits {
  const probe = new Statement(scope.base.id);
  const { base, sort = [] } = scope;
  const { filters } = compile(scope, probe);
  const followsClock = ({ field }: SortKey) => base.dependents.volatile.has(field.id);
  const keys = JSON.stringify(filters.map(({ key }) => key));
  return {
    key: filters.length > 0 ? createHash('sha256').update(keys).digest('base64url') : '',
    // Names of people change without an entry.
    followsLog:
      !probe.readsPeople && !filters.some(({ readsClock }) => readsClock) && !sort.some(followsClock),
    sources: sourcesOf(scope, filters),
  };
}

function sourcesOf({ base, table, sort = [] }: RowScope, filters: readonly RowFilter[]): CellSources | null {
  const reads = filters.map(({ reads }) => reads);
  if (reads.includes(undefined)) return null;
  return cellSources(base, table, {
    fieldIds: [...sort.map(({ field }) => field.id), ...reads.flatMap((one) => one?.fieldIds ?? [])],
    modified: reads.some((one) => one?.modified === true),
  });
}

/** Some rows `t` in their order, in pieces of a query; '' for those that it does without. */
export interface RowChoice {
  from: string;
  where: string;
  orderBy: string;
  /** With the word: `LIMIT …`, `OFFSET … LIMIT …`. */
  limit: string;
}

export function selectRows(columns: string, { from, where, orderBy, limit }: RowChoice): string {
  return `SELECT ${columns} FROM ${from}${where && ` WHERE ${where}`} ORDER BY ${orderBy}${limit && ` ${limit}`}`;
}
