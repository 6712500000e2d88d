import { askingOf, type Caller, planList, shownFields } from '@pyairtable/core';
import type { ShownTo } from '@pyairtable/field-types';
import type { Transactor } from './connection/database';
import type { Models } from './model/with-model';
import type { TextRow } from './read/row-window';
import { searchViewStatement } from './read/search-view';
import { formulaFilter } from './sql/formula-filter';
import { textSearch } from './sql/text-search';

export interface SearchRequest {
  view?: string | undefined;
  query: string;
  /** Index of the row behind which matches are listed; null: from the first. */
  after: number | null;
  limit: number;
  /** In whose eyes cells are texts. */
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
      const row = await this.database.row<TextRow>(
        searchViewStatement(base, { table, sort, filter, fields, search, after, limit }, caller),
        caller.signal,
      );
      this.models.judge(row, 'read', base);
      return row.answer as string;
    });
  }
}
