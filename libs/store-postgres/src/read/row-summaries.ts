import type { SummariesQuery } from '@pyairtable/contracts';
import {
  type BaseModel,
  type Caller,
  type FieldSummary,
  isShown,
  reachOf,
  sightOf,
  type SortKey,
  type TableModel,
} from '@pyairtable/core';
import { summariesJson, summaryInput } from '../sql/cell-summary';
import { addGuard, GUARD_COLUMNS, GUARD_FROM, GUARD_OK } from '../sql/guard';
import { type FilterBy, type RowScope, rowsOf, selectRows } from '../sql/row-choice';
import { type Prepared, Statement } from '../sql/statement';
import { inOrder } from './row-ranges';

type Chosen = Pick<SummariesQuery, 'ranges' | 'recordIds'>;
type Range = NonNullable<Chosen['ranges']>[number];

export interface RowSummariesQuery extends Chosen {
  table: TableModel;
  sort: readonly SortKey[];
  filter?: FilterBy | undefined;
  summaries: readonly FieldSummary[];
}

/** Of so few rows computed cells are worked out one by one, of more for the whole table at once. */
const FEW_ROWS = 500;

/** One statement that answers a SummariesQuery. */
export function rowSummariesStatement(base: BaseModel, query: RowSummariesQuery, caller: Caller): Prepared {
  const { table, filter, sort } = query;
  const statement = new Statement(base.id, sightOf(caller));
  addGuard(statement, caller, { baseId: base.id, level: 'read', schemaVersion: base.schemaVersion });
  const reach = reachOf(caller, base, table);
  const summaries = query.summaries.filter(({ field }) => isShown(reach, field));
  const inputs = summaries.map((_, at) => `v${at}`);
  const picked: Chosen = { recordIds: query.recordIds, ranges: query.ranges && merged(query.ranges) };
  const chosen = chosenRows({ base, table, reach, filter, sort }, picked, statement);
  const rows = rowsOf({ base, table, reach, filter }, statement, isFew(picked) ? 'rows' : 'table', (row) =>
    summaries.map((summary, at) => `${summaryInput(row, summary)} AS ${inputs[at]}`),
  );
  // Nothing to summarise would be an answer for each row.
  const answer =
    summaries.length === 0
      ? `'{}'`
      : `(SELECT ${summariesJson(summaries, inputs, statement)}
      FROM (SELECT ${rows.columns.join(', ')} FROM ${rows.from} WHERE ${rows.where(GUARD_OK, ...chosen)} OFFSET 0) r)`;
  return statement.finish(
    `SELECT ${GUARD_COLUMNS}, '{"seq":' || guard.seq || ',"summaries":' || ${answer} || '}' AS answer
    FROM ${GUARD_FROM}`,
  );
}

/** The places of the ranges, each once and in order: what many ranges ask of the same rows is no more work than one. */
function merged(ranges: readonly Range[]): Range[] {
  const apart: Range[] = [];
  const filled = ranges.filter(({ start, end }) => start < end).sort((one, other) => one.start - other.start);
  for (const { start, end } of filled) {
    const last = apart.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else apart.push({ start, end });
  }
  return apart;
}

function isFew({ ranges, recordIds }: Chosen): boolean {
  if (!ranges && !recordIds) return false;
  const inRanges = (ranges ?? []).map(({ start, end }) => end - start);
  return inRanges.reduce((sum, rows) => sum + rows, recordIds?.length ?? 0) <= FEW_ROWS;
}

/** The condition on rows that were chosen by their places or by name; none for all of the scope. */
function chosenRows(scope: RowScope, { ranges, recordIds }: Chosen, statement: Statement): string[] {
  const conditions: string[] = [];
  if (ranges) {
    const bounds = (['start', 'end'] as const).map(
      (bound) => `${statement.bind(ranges.map((range) => range[bound]))}::bigint[]`,
    );
    statement.part(
      'ordered',
      `SELECT array_agg(k.__id) AS ids FROM (${selectRows('t.__id', inOrder(scope, '', statement))}) k`,
      { materialized: true },
    );
    const place = (bound: string) => `least(${bound}, 1000000000)::int`;
    conditions.push(
      `t.__id IN (SELECT k.__id FROM unnest(${bounds.join(', ')}) AS b(first, past), ordered, unnest(ordered.ids[${place('b.first')} + 1 : ${place('b.past')}]) AS k(__id))`,
    );
  }
  if (recordIds) conditions.push(`t.id IN (SELECT unnest(${statement.bind(recordIds)}::text[]))`);
  return conditions.length > 1 ? [`(${conditions.join(' OR ')})`] : conditions;
}
