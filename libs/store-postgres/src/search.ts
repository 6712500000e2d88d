import {
  appError,
  type BaseMatches,
  type RecordMatch,
  SEARCH_LIMITS,
  type TableMatches,
} from '@pyairtable/contracts';
import {
  askingOf,
  type BaseModel,
  type Caller,
  planList,
  shownFields,
  type TableModel,
} from '@pyairtable/core';
import type { ShownTo } from '@pyairtable/field-types';
import { FormulaError } from '@pyairtable/formula';
import type { Transactor } from './connection/database';
import type { Models } from './model/with-model';
import type { TextRow } from './read/row-window';
import { searchedFields, searchTableStatement } from './read/search-table';
import { searchViewStatement } from './read/search-view';
import { formulaFilter } from './sql/formula-filter';
import { addGuard, GUARD_COLUMNS, GUARD_FROM, type GuardRow } from './sql/guard';
import { Statement } from './sql/statement';
import { textSearch, type TextSearch } from './sql/text-search';

export interface SearchRequest {
  view?: string | undefined;
  query: string;
  /** Index of the row behind which matches are listed; null: from the first. */
  after: number | null;
  limit: number;
  /** In whose eyes cells are texts. */
  to: ShownTo;
}

export interface BaseSearchRequest {
  query: string;
  /** Records that are listed of each table. */
  limit: number;
  to: ShownTo;
}

/** Search in what cells show, as of the moment of the asking: nothing is kept for it. */
export class Search {
  constructor(
    private readonly database: Transactor,
    private readonly models: Models,
  ) {}

  /** JSON text of a ViewMatches: of the fields that the view shows, in rows as its windows have them. */
  view(caller: Caller, baseId: string, tableId: string, request: SearchRequest): Promise<string> {
    const { query, after, limit, to } = request;
    return this.models.run(caller, baseId, 'read', async (base) => {
      const listed = { pageSize: limit, maxRecords: null, view: request.view };
      const { table, sort, filters } = planList(listed, base, base.table(tableId), askingOf(caller));
      const view = request.view === undefined ? undefined : table.view(request.view);
      const filter = formulaFilter(base, filters);
      const fields = shownFields(table, view);
      const search = textSearch(query, to);
      const asked = { table, sort, filter, fields, search, after, limit };
      const row = await this.database.for(caller).row<TextRow>(viewStatement(base, asked, caller));
      this.models.judge(row, 'read', base);
      return row.answer as string;
    });
  }

  /**
   * Records of all tables, table by table in the order of the base, until the time or the fields for it are spent; what
   * was not searched by then is said. Each table is read with the structure that it has by then.
   */
  async base(caller: Caller, baseId: string, { query, limit, to }: BaseSearchRequest): Promise<BaseMatches> {
    const search = textSearch(query, to);
    const spent = AbortSignal.timeout(SEARCH_LIMITS.base.milliseconds);
    let fields: number = SEARCH_LIMITS.base.fields;
    const tables: TableMatches[] = [];
    const unsearchedTableIds: string[] = [];
    for (const tableId of await this.tablesOf(caller, baseId)) {
      const found = await this.models.run(caller, baseId, 'read', async (base) => {
        const table = base.tableById(tableId);
        if (!table) return [];
        const left = fields - searchedFields(base, table, caller).length;
        if (left < 0) return undefined;
        const matches = await this.matchesOf(caller, base, { table, search, limit }, spent);
        fields = left;
        return matches;
      });
      if (!found) unsearchedTableIds.push(tableId);
      else if (found.length > 0)
        tables.push({ tableId, matches: found.slice(0, limit), more: found.length > limit });
    }
    return { tables, unsearchedTableIds };
  }

  /** Ids of a base's tables, for who may read it. */
  private tablesOf(caller: Caller, baseId: string): Promise<string[]> {
    return this.models.run(caller, baseId, 'read', async (base) => {
      const statement = new Statement(baseId);
      addGuard(statement, caller, { baseId, level: 'read', schemaVersion: base.schemaVersion });
      const guard = await this.database
        .for(caller)
        .row<GuardRow>(statement.finish(`SELECT ${GUARD_COLUMNS} FROM ${GUARD_FROM}`));
      this.models.judge(guard, 'read', base);
      return base.tables.map(({ id }) => id);
    });
  }

  /** undefined: there was no time for it, or its fields are too many to be read together. */
  private async matchesOf(
    caller: Caller,
    base: BaseModel,
    query: { table: TableModel; search: TextSearch; limit: number },
    spent: AbortSignal,
  ): Promise<RecordMatch[] | undefined> {
    if (spent.aborted) return undefined;
    const signal = caller.signal ? AbortSignal.any([caller.signal, spent]) : spent;
    try {
      const row = await this.database
        .for({ ...caller, signal })
        .row<GuardRow & { matches: RecordMatch[] }>(searchTableStatement(base, query, caller));
      this.models.judge(row, 'read', base);
      return row.matches;
    } catch (error) {
      const inTime = !spent.aborted || caller.signal?.aborted === true;
      if (inTime && !(error instanceof FormulaError)) throw error;
      return undefined;
    }
  }
}

function viewStatement(...asked: Parameters<typeof searchViewStatement>) {
  try {
    return searchViewStatement(...asked);
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    throw appError('INVALID_REQUEST_UNKNOWN', `The view cannot be searched: ${error.message}`, {
      cause: error,
    });
  }
}
