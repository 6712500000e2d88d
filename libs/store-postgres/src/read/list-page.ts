import { appError } from '@pyairtable/contracts';
import {
  type BaseModel,
  type Caller,
  fieldsWithin,
  type ListQuery,
  offsetToken,
  reachOf,
  type TextForm,
  sightOf,
} from '@pyairtable/core';
import { ANSWER_BYTES, weighed } from '../sql/answer-bytes';
import { addGuard, GUARD_COLUMNS, GUARD_FROM, type GuardRow } from '../sql/guard';
import { publicRecordJson, rowJson } from '../sql/record-columns';
import { formulaFilter } from '../sql/formula-filter';
import { type FilterBy, selectRows } from '../sql/row-choice';
import { type Prepared, Statement } from '../sql/statement';
import { pageChoice, pageLimit } from './page-choice';

/** How records are written: as JSON values or as texts of the public API. */
export type RecordForm = { kind: 'json'; byFieldId: boolean } | ({ kind: 'text' } & TextForm);

interface PageRow extends GuardRow {
  /** Records as JSON texts joined by commas: the first of the page where all of them are too large for one answer. */
  records: string | null;
  count: number;
  /** There are more on the page. */
  cut: boolean;
  more: boolean;
  lastNumber: number | null;
  lastId: string | null;
  /** false only when a stored order was asked for and is gone. */
  available: boolean;
  /** Records of the table; null where that says nothing of the page's order. */
  inTable: number | null;
}

export interface ListPage {
  /** JSON texts of the records, joined by commas. */
  records: string;
  /** Token of the next page; absent on the last. */
  offset?: string;
}

/** One statement: permission, schema version, page, and whether more follows. */
export function listPageStatement(
  base: BaseModel,
  query: ListQuery,
  caller: Caller,
  form: RecordForm,
  filter: FilterBy | undefined = formulaFilter(base, query.filters),
  keepsOrder = false,
): { prepared: Prepared; snapshotId?: string } {
  const statement = new Statement(base.id, sightOf(caller));
  addGuard(statement, caller, { baseId: base.id, level: 'read', schemaVersion: base.schemaVersion });
  const { table, sort } = query;
  const reach = reachOf(caller, base, table);
  const choice = pageChoice({ base, table, reach, filter, sort }, query, caller, statement, keepsOrder);
  const fields = fieldsWithin(reach, query.fields ?? table.fields);
  const json =
    form.kind === 'json'
      ? publicRecordJson(base, fields, statement, { alias: 't', byFieldId: form.byFieldId })
      : rowJson(base, fields, statement, 't');
  statement.part('p', selectRows(`t.__id, t.id, ${json} AS record`, choice), { materialized: true });
  const available = query.position?.kind === 'snapshot' ? 'EXISTS (SELECT FROM snapshot)' : 'true';
  const isRead = `FILTER (WHERE w.before < ${ANSWER_BYTES})`;
  const prepared = statement.finish(
    `SELECT ${GUARD_COLUMNS}, page.*, ${choice.more} AS more, ${available} AS available, ${choice.inTable ?? 'NULL'} AS "inTable"
      FROM ${GUARD_FROM}, (SELECT string_agg(w.record, ',') ${isRead} AS records, (count(*) ${isRead})::int AS count,
        count(*) > count(*) ${isRead} AS cut,
        (array_agg(w.__id))[count(*)] AS "lastNumber", (array_agg(w.id))[count(*)] AS "lastId"
        FROM (${weighed('p', 'record')}) w) page`,
  );
  return { prepared, ...(choice.snapshotId ? { snapshotId: choice.snapshotId } : {}) };
}

/** The page that a row of the statement stands for, which is not cut; the guard must have been judged before. */
export function readListPage(row: PageRow, query: ListQuery, snapshotId: string | undefined): ListPage {
  if (!row.available) throw appError('LIST_RECORDS_ITERATOR_NOT_AVAILABLE');
  const records = row.records ?? '';
  // A stored order may name records deleted since: its position moves by what was asked for, not by what is left.
  const served = (query.position?.served ?? 0) + (snapshotId ? pageLimit(query) : row.count);
  const finished = query.maxRecords !== null && served >= query.maxRecords;
  if (!row.more || finished) return { records };
  const lastId = row.lastId ?? 'rec00000000000000';
  const offset = snapshotId
    ? offsetToken({ kind: 'snapshot', snapshotId, served }, query.table.id, lastId)
    : offsetToken({ kind: 'keyset', after: row.lastNumber as number, served }, query.table.id, lastId);
  return { records, offset };
}

export type { PageRow };
