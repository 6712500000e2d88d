import { newId } from '@pyairtable/kernel';
import type { Caller, ListQuery } from '@pyairtable/core';
import { GUARD_OK } from '../sql/guard';
import { stateTable } from '../sql/identifiers';
import {
  foundRows,
  isNarrowed,
  type RowChoice,
  type RowScope,
  rowsOf,
  selectRows,
  traitsOf,
} from '../sql/row-choice';
import type { Statement } from '../sql/statement';
import { rowsInOrder } from './order/row-order';
import { afterRecord, inOrder, inOrderOf, rowsInTable } from './row-ranges';

export interface PageChoice extends RowChoice {
  /** Boolean expression: more records follow the page `p` (columns __id, id). */
  more: string;
  /** Id of the stored order that later pages continue, if there is one. */
  snapshotId?: string;
  /** Expression: how many records the table has, where that says whether an order is to be kept. */
  inTable?: string;
}

/** How many records this page may hold. */
export function pageLimit({ pageSize, maxRecords, position }: ListQuery): number {
  return maxRecords === null
    ? pageSize
    : Math.max(0, Math.min(pageSize, maxRecords - (position?.served ?? 0)));
}

const SNAPSHOT_ID_DIGITS = 8;

/**
 * Chooses the rows of a page. Creation order walks the primary key from the last record served, however deep. A
 * sorted list stores the order once, with its first page, and later pages take slices of it. That order is made by sorting all
 * rows, or, with `keepsOrder`, is the one that windows are taken from: it is kept, and moved by the log, for all who ask.
 */
export function pageChoice(
  scope: RowScope,
  query: ListQuery,
  caller: Caller,
  statement: Statement,
  keepsOrder = false,
): PageChoice {
  const { position, sort, maxRecords } = query;
  const limit = `${statement.bind(pageLimit(query))}::int`;
  if (position?.kind === 'snapshot') return keptSlice(scope, position, limit, caller, statement);
  if (sort.length === 0) return afterLast(scope, position?.after ?? 0, limit, statement);
  const isWhole = maxRecords !== null && maxRecords <= query.pageSize;
  if (isWhole) return { ...inOrder(scope, `LIMIT ${limit}`, statement), more: 'false' };
  const { ids, size, ...page } = keepsOrder
    ? firstOfKept(scope, maxRecords, limit, statement)
    : firstOfSorted(scope, maxRecords, limit, statement);
  const snapshotId = newId('record').slice(-SNAPSHOT_ID_DIGITS);
  statement.part(
    'kept',
    `INSERT INTO ${stateTable(scope.base.id, 'list_snapshot')} (id, table_id, user_id, ids)
      SELECT ${keptAs(snapshotId, scope, statement)}, ${statement.bind(scope.table.id)}, ${statement.bind(caller.userId)}, ${ids}
      WHERE ${size} > ${limit}`,
  );
  return { ...page, snapshotId, inTable: rowsInTable(scope, statement) };
}

/** The first page of a list, and the whole of it, as expressions: creation numbers, and how many. */
interface FirstPage extends PageChoice {
  ids: string;
  size: string;
}

function firstOfSorted(
  scope: RowScope,
  maxRecords: number | null,
  limit: string,
  statement: Statement,
): FirstPage {
  const rows = rowsOf(scope, statement);
  const choice = {
    ...rows,
    where: rows.where(GUARD_OK),
    limit: `LIMIT ${statement.bind(maxRecords)}::bigint`,
  };
  return {
    ...firstOf(scope, choice, limit, statement),
    ids: '(SELECT ids FROM ordered)',
    size: '(SELECT cardinality(ids) FROM ordered)',
  };
}

function firstOfKept(
  scope: RowScope,
  maxRecords: number | null,
  limit: string,
  statement: Statement,
): FirstPage {
  const { total, all, ...choice } = rowsInOrder(scope, '0', limit, statement);
  const most = statement.bind(maxRecords);
  // Without a row where who asks may not, and the least of nothing and a number is the number.
  const size = `least(coalesce(${total}, 0), ${most}::bigint)`;
  return {
    ...choice,
    more: `coalesce(${size} > ${limit}, false)`,
    size,
    ids: maxRecords === null ? all() : `(${all()})[1:${most}::int]`,
  };
}

function afterLast(scope: RowScope, after: number, limit: string, statement: Statement): PageChoice {
  const choice = afterRecord(scope, statement.bind(after), limit, statement);
  if (isNarrowed(scope)) {
    return firstOf(scope, { ...choice, limit: `${choice.limit} + 1` }, limit, statement);
  }
  const { from } = rowsOf({ ...scope, sort: [] }, statement);
  // Not whether some row is further on: for that PostgreSQL walks the table from its first row.
  return {
    ...choice,
    more: `coalesce((SELECT max(t.__id) FROM ${from}) > (SELECT max(p.__id) FROM p), false)`,
  };
}

/** The first rows of a choice that has more of them when there are more: adds the part `ordered`, all of the choice. */
function firstOf(scope: RowScope, choice: RowChoice, limit: string, statement: Statement): PageChoice {
  statement.part('ordered', `SELECT array_agg(k.__id) AS ids FROM (${selectRows('t.__id', choice)}) k`, {
    materialized: true,
  });
  return {
    ...inOrderOf('ordered', `ordered.ids[1:${limit}]`, foundRows(scope)),
    more: `coalesce((SELECT cardinality(ids) > ${limit} FROM ordered), false)`,
  };
}

/** Key of a stored order, bound: who continues it asks for the same rows. */
const keptAs = (snapshotId: string, scope: RowScope, statement: Statement) =>
  statement.bind(snapshotId + traitsOf(scope).key);

function keptSlice(
  scope: RowScope,
  { snapshotId, served }: { snapshotId: string; served: number },
  limit: string,
  caller: Caller,
  statement: Statement,
): PageChoice {
  const from = statement.bind(served + 1);
  statement.part(
    'snapshot',
    `SELECT s.ids[${from}::int : ${from}::int + ${limit} - 1] AS ids, cardinality(s.ids) AS total FROM ${stateTable(scope.base.id, 'list_snapshot')} s
      WHERE s.id = ${keptAs(snapshotId, scope, statement)} AND s.table_id = ${statement.bind(scope.table.id)}
        AND s.user_id = ${statement.bind(caller.userId)} AND ${GUARD_OK}`,
    { materialized: true },
  );
  return {
    // What has left the scope since is not shown any more.
    ...inOrderOf('snapshot', 'snapshot.ids', rowsOf({ ...scope, sort: [] }, statement)),
    more: `coalesce((SELECT snapshot.total >= ${from}::int + ${limit} FROM snapshot), false)`,
    snapshotId,
  };
}
