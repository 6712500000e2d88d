import { addChangeEntries, entryColumn, type Needs } from '../sql/change-entry';
import { type LoggedKind, loggedChanges } from '../sql/entry-json';
import { GUARD_FROM } from '../sql/guard';
import type { Prepared, Statement } from '../sql/statement';

/** One of several requests that a statement carries out. */
export interface ToldRequest {
  /** Ids of the records to answer with; may repeat. */
  order: readonly string[];
  opId?: string | undefined;
}

interface SeveralNeeds extends Needs {
  tableId: string;
  kind: LoggedKind;
  /** The part with the records to log, and the number of each one's request, from 1, as `request`. */
  logged: string;
  /** The part with the records to answer with, as `record`. */
  answered: string;
  /** Columns of the answer that are the same for all. */
  columns: string;
}

/** Gives each request that has changed something an entry of the log, and finishes with a WriteRow for each: the requests in their order. */
export function finishForEach(
  statement: Statement,
  requests: readonly ToldRequest[],
  { tableId, kind, logged, answered, columns, ...needs }: SeveralNeeds,
): Prepared {
  const ops = statement.bind(requests.map(({ opId }) => opId ?? null));
  // A request that changes nothing has no entry, and takes no number.
  statement.part(
    'told',
    `SELECT request, row_number() OVER (ORDER BY request)::int AS at, ${loggedChanges(tableId, kind, logged)} AS changes FROM ${logged} GROUP BY request`,
  );
  addChangeEntries(statement, {
    ...needs,
    withOps: requests.some(({ opId }) => opId !== undefined),
    count: '(SELECT count(*)::int FROM told)',
    entries: `(SELECT told.at, (${ops}::text[])[told.request] AS op_id, told.changes FROM told) e`,
    // As `told` counts them, which holds the texts of all.
    records: `SELECT id, (SELECT before FROM numbered) + dense_rank() OVER (ORDER BY request) FROM ${logged} WHERE EXISTS (SELECT FROM numbered)`,
  });
  const order = statement.bind(requests.flatMap((request) => request.order));
  const orderOf = statement.bind(requests.flatMap((request, at) => request.order.map(() => at + 1)));
  return statement.finish(
    `SELECT ${columns}, ${entryColumn(`EXISTS (SELECT FROM ${logged})`, '(SELECT before FROM numbered) + told.at')}, answer.records
      FROM ${GUARD_FROM} LEFT JOIN (
        SELECT o.request, string_agg(${answered}.record, ',' ORDER BY o.at) AS records
        FROM unnest(${order}::text[], ${orderOf}::int[]) WITH ORDINALITY AS o(id, request, at)
        JOIN ${answered} ON ${answered}.id = o.id GROUP BY o.request) answer ON true
        LEFT JOIN told ON told.request = answer.request
      ORDER BY answer.request`,
  );
}
