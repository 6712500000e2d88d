import { appError, type SummariesQuery } from '@pyairtable/contracts';
import {
  askingOf,
  type BaseModel,
  type Caller,
  fittingSummaries,
  planList,
  planSummaries,
  soughtTitle,
  type TableModel,
  viewKeys,
} from '@pyairtable/core';
import { sought } from '@pyairtable/field-types';
import type { Transactor } from './connection/database';
import type { Models } from './model/with-model';
import type { RecordReader } from './read/record-reader';
import { type AlikeRow, findAlikeStatement } from './read/find-alike';
import { findTitlesStatement, type TitlesRow } from './read/find-titles';
import { LargeViews } from './read/large-views';
import { rowIdsStatement } from './read/row-ids';
import { rowSummariesStatement } from './read/row-summaries';
import { readRowsStatement, rowWindowStatement, type TextRow, windowTotal } from './read/row-window';
import { searchTitlesStatement } from './read/search-titles';
import { viewGroupsStatement } from './read/view-groups';
import { formulaFilter } from './sql/formula-filter';
import type { Prepared } from './sql/statement';

type Alike = ReadonlyMap<string, { id: string; title: string }>;

const NONE_ALIKE: Alike = new Map();

export interface WindowRequest {
  view?: string | undefined;
  start: number;
  limit: number;
  after: number | null;
}

/** The rows that a view shows, in its order. */
function inView(
  base: BaseModel,
  table: TableModel,
  { view, limit }: Pick<WindowRequest, 'view' | 'limit'>,
  caller: Caller,
) {
  const request = { pageSize: limit, maxRecords: null, view };
  const { sort, filters } = planList(request, base, table, askingOf(caller));
  return { table, sort, filter: formulaFilter(base, filters) };
}

/** Rows as a person's grid reads them: raw cells, links with titles. Answers are JSON texts made by the database. */
export class Rows {
  private readonly large = new LargeViews();

  constructor(
    private readonly database: Transactor,
    private readonly models: Models,
    private readonly reader: RecordReader,
  ) {}

  async window(caller: Caller, baseId: string, tableId: string, request: WindowRequest): Promise<string> {
    const shown = `${tableId}/${request.view ?? ''}`;
    const isLarge = this.large.has(shown);
    const answer = await this.answer(caller, baseId, (base) => {
      const table = base.table(tableId);
      return rowWindowStatement(
        base,
        { ...inView(base, table, request, caller), isLarge, ...request },
        caller,
      );
    });
    this.large.note(shown, windowTotal(answer));
    return answer;
  }

  /** `{seq, ids}`: the rows of a window by id, as many as one act takes. */
  ids(
    caller: Caller,
    baseId: string,
    tableId: string,
    { view, start, limit }: Omit<WindowRequest, 'after'>,
  ): Promise<string> {
    const isLarge = this.large.has(`${tableId}/${view ?? ''}`);
    return this.answer(caller, baseId, (base) => {
      const table = base.table(tableId);
      return rowIdsStatement(
        base,
        { ...inView(base, table, { view, limit }, caller), isLarge, start, limit },
        caller,
      );
    });
  }

  /** `ViewGroups` of a view, id or name; of all rows without one. */
  groups(caller: Caller, baseId: string, tableId: string, name: string | undefined): Promise<string> {
    return this.answer(caller, baseId, (base) => {
      const table = base.table(tableId);
      const request = { pageSize: 0, maxRecords: null, view: name };
      const { view, filters } = planList(request, base, table, askingOf(caller));
      return viewGroupsStatement(
        base,
        {
          table,
          filter: formulaFilter(base, filters),
          groups: viewKeys(table, view?.groups),
          sort: viewKeys(table, view?.sort),
          summaries: fittingSummaries(view?.summaries ?? {}, table),
        },
        caller,
      );
    });
  }

  /** `SummariesAnswer`; refused for what its fields do not have. */
  summaries(
    caller: Caller,
    baseId: string,
    tableId: string,
    { view, summaries, ...chosen }: SummariesQuery,
  ): Promise<string> {
    return this.answer(caller, baseId, (base) => {
      const table = base.table(tableId);
      const rows = inView(base, table, { view, limit: 0 }, caller);
      return rowSummariesStatement(
        base,
        { ...rows, ...chosen, summaries: planSummaries(summaries, table) },
        caller,
      );
    });
  }

  /** `fields` are ids; absent: all. */
  read(
    caller: Caller,
    baseId: string,
    tableId: string,
    recordIds: readonly string[],
    fields?: readonly string[],
  ): Promise<string> {
    return this.answer(caller, baseId, (base) => {
      const table = base.table(tableId);
      const wanted = fields?.map((id) => table.field(id)) ?? table.fields;
      return readRowsStatement(base, table, recordIds, wanted, caller);
    });
  }

  async one(caller: Caller, baseId: string, tableId: string, recordId: string): Promise<string> {
    return this.models.run(caller, baseId, 'read', async (base) => {
      const table = base.table(tableId);
      const row = await this.reader.run({ base, table, recordId, caller, form: { kind: 'row' } });
      this.models.judge(row, 'read', base);
      if (row.record === null) throw appError('MODEL_ID_NOT_FOUND');
      return row.record;
    });
  }

  /** Records by their titles: those that the view shows, if one is given. */
  titles(
    caller: Caller,
    baseId: string,
    tableId: string,
    { view, text, limit }: { view?: string | undefined; text: string; limit: number },
  ): Promise<string> {
    return this.answer(caller, baseId, (base) => {
      const { table, filters, sort } = planList(
        { pageSize: limit, maxRecords: null, view },
        base,
        base.table(tableId),
        askingOf(caller),
      );
      return searchTitlesStatement(base, { table, filters, sort, text, limit }, caller);
    });
  }

  /**
   * Of each title that is asked for the oldest record that has it, read as typecast reads a link; else the only one that has it,
   * case and accents aside.
   */
  async titled(caller: Caller, baseId: string, tableId: string, asked: readonly string[]) {
    return this.models.run(caller, baseId, 'read', async (base) => {
      const table = base.table(tableId);
      const titles = new Map(asked.map((title) => [title, soughtTitle(table, title, base)]));
      const wanted = new Map([[table.id, new Set(titles.values())]]);
      const row = await this.database
        .for(caller)
        .row<TitlesRow>(findTitlesStatement(base, wanted, caller, 'read'));
      this.models.judge(row, 'read', base);
      const ids = new Map(row.titles[table.id]);
      const others = [...titles.values()].filter((title) => !ids.has(title)).map(sought);
      const alike = others.length > 0 ? await this.alike(caller, base, table, others) : NONE_ALIKE;
      const records = [...titles].flatMap(([given, title]) => {
        const id = ids.get(title);
        const found = id === undefined ? alike.get(sought(title)) : { id, title };
        return found ? [{ asked: given, ...found }] : [];
      });
      return { records };
    });
  }

  /** Records whose titles are the only ones like those that are sought. */
  private async alike(
    caller: Caller,
    base: BaseModel,
    table: TableModel,
    wanted: readonly string[],
  ): Promise<Alike> {
    const row = await this.database
      .for(caller)
      .row<AlikeRow>(findAlikeStatement(base, table, [...new Set(wanted)], caller));
    this.models.judge(row, 'read', base);
    return new Map(row.alike.map(([one, id, title]) => [one, { id, title }]));
  }

  private answer(caller: Caller, baseId: string, prepare: (base: BaseModel) => Prepared): Promise<string> {
    return this.models.run(caller, baseId, 'read', async (base) => {
      const row = await this.database.for(caller).row<TextRow>(prepare(base));
      this.models.judge(row, 'read', base);
      return row.answer as string;
    });
  }
}
