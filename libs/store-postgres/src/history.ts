import {
  appError,
  type Comparison,
  type Field,
  type Moments,
  type RawCell,
  type RecordHistory,
  type RecordHistoryEntry,
  textsOf,
} from '@pyairtable/contracts';
import {
  type BaseModel,
  type Caller,
  type FieldModel,
  fieldsWithin,
  reachOf,
  type TableModel,
} from '@pyairtable/core';
import type { Executor, Transactor } from './connection/database';
import type { Models } from './model/with-model';
import { lifeBefore } from './past/lives';
import {
  formerMomentsStatement,
  type MomentsQuery,
  type MomentsRow,
  momentsStatement,
} from './read/moments-page';
import { comparisonOf, namedIn } from './read/comparison';
import { type ComparisonQuery, type ComparisonRow, comparisonStatement } from './read/comparison-page';
import { personOf } from './read/person-of';
import { recordHistoryStatement, type RecordHistoryRow, type ToldRow } from './read/record-history';
import { titlesOfStatement } from './read/titles-of';
import { stateTable } from './sql/identifiers';
import { runText } from './structure/change-structure';

/** Subjects that are told of one moment. */
const MOST_SUBJECTS = 3;

export interface HistoryRequest {
  fieldId?: string | undefined;
  /** Only entries below this number. */
  before: number | null;
  limit: number;
}

/** What the log tells of the past. */
export class History {
  constructor(
    private readonly database: Transactor,
    private readonly models: Models,
  ) {}

  /** A page of what was done to a record, which may be deleted; newest first. Three statements at most. */
  ofRecord(
    caller: Caller,
    baseId: string,
    tableId: string,
    recordId: string,
    request: HistoryRequest,
  ): Promise<RecordHistory> {
    return this.models.run(caller, baseId, 'read', async (base) => {
      const table = base.table(tableId);
      const query = { table, recordId, ...request };
      const asked = this.database.for(caller);
      const row = await asked.row<RecordHistoryRow>(recordHistoryStatement(base, query, caller));
      this.models.judge(row, 'read', base);
      if (row.tableId !== table.id) throw appError('MODEL_ID_NOT_FOUND');
      const shows = showing(caller, base, table, request.fieldId);
      const places = new Map(table.fields.map(({ id }, at) => [id, at]));
      const entries = row.entries.map((told) => entryOf(told, shows, places));
      const formerFields = await this.formerFields(asked, base, table, entries);
      const titles = await this.titles(asked, base, { table, entries, formerFields });
      return { entries, titles, formerFields, next: row.next };
    });
  }

  /**
   * A page of the entries of a base's log to which it can be brought back, newest first; behind them those of what it was
   * before it was brought back. Five statements at most.
   */
  moments(caller: Caller, baseId: string, query: MomentsQuery): Promise<Moments> {
    return this.models.run(caller, baseId, 'edit', async (base) => {
      const database = this.database.for(caller);
      const asked = { ...query, limit: query.limit + 1 };
      const row = await database.row<MomentsRow>(momentsStatement(base, asked, caller));
      this.models.judge(row, 'edit', base);
      const from =
        row.moments.length > 0 ? row.keptFrom : Math.min(query.before ?? row.keptFrom, row.keptFrom);
      if (row.moments.length > query.limit)
        return momentsPage(row, await this.titlesNow(database, base, row), query.limit, null);
      const former = await lifeBefore(runText(database), baseId, from);
      if (row.moments.length > 0 || !former)
        return momentsPage(
          row,
          await this.titlesNow(database, base, row),
          query.limit,
          former ? row.keptFrom : null,
        );
      // Its last entry says what the first one of the next life says.
      const before = Math.min(from, former.until);
      const past = await database.row<MomentsRow>(formerMomentsStatement(former.id, { ...asked, before }));
      const earlier = await lifeBefore(runText(database), baseId, past.keptFrom);
      const titles = await this.titlesNow(database, base, past);
      return momentsPage(past, titles, query.limit, earlier ? past.keptFrom : null);
    });
  }

  /** Titles of the records that entries tell of alone, of those that there are. */
  private async titlesNow(
    executor: Executor,
    base: BaseModel,
    { moments }: MomentsRow,
  ): Promise<ReadonlyMap<string, string>> {
    const named = new Map<string, Set<string>>();
    for (const { record } of moments)
      if (record && base.tableById(record.tableId))
        named.set(record.tableId, (named.get(record.tableId) ?? new Set()).add(record.id));
    return this.titlesById(executor, base, named);
  }

  private async titlesById(
    executor: Executor,
    base: BaseModel,
    named: ReadonlyMap<string, ReadonlySet<string>>,
  ): Promise<ReadonlyMap<string, string>> {
    if (named.size === 0) return new Map();
    const rows = await executor.rows<{ id: string; title: string | null }>(titlesOfStatement(base, named));
    return new Map(rows.flatMap(({ id, title }) => (title === null ? [] : [[id, title] as const])));
  }

  /** What is other at one moment than at an earlier one, both since the base was last brought back. Two statements. */
  compare(caller: Caller, baseId: string, query: ComparisonQuery): Promise<Comparison> {
    return this.models.run(caller, baseId, 'edit', async (base) => {
      const asked = this.database.for(caller);
      const row = await asked.row<ComparisonRow>(comparisonStatement(base, query, caller));
      this.models.judge(row, 'edit', base);
      const compared = comparisonOf(caller, base, query, row);
      const titles = await this.titlesById(asked, base, namedIn(base, compared.records));
      return { ...compared, titles: Object.fromEntries(titles) };
    });
  }

  /** Fields that the entries name and the table has no more, as they were when they were deleted. */
  private async formerFields(
    executor: Executor,
    base: BaseModel,
    table: TableModel,
    entries: readonly RecordHistoryEntry[],
  ): Promise<Field[]> {
    const named = new Set(entries.flatMap(({ cells }) => cells.map(({ fieldId }) => fieldId)));
    const gone = [...named].filter((id) => !table.fieldById(id));
    if (gone.length === 0) return [];
    const rows = await executor.rows<{ row: Field & Record<'description' | 'options', unknown> }>({
      text: `SELECT DISTINCT ON (p.id) p.row FROM ${stateTable(base.id, 'past_structure')} p
        WHERE p.kind = 'field' AND p.id = ANY($1::text[]) ORDER BY p.id, p.since DESC`,
      parameters: [gone],
    });
    return rows.map(
      ({ row: { id, name, type, description, options } }) =>
        ({
          id,
          name,
          type,
          ...(description ? { description } : {}),
          ...(options ? { options } : {}),
        }) as Field,
    );
  }

  private async titles(
    executor: Executor,
    base: BaseModel,
    {
      table,
      entries,
      formerFields,
    }: { table: TableModel; entries: readonly RecordHistoryEntry[]; formerFields: readonly Field[] },
  ): Promise<Record<string, string>> {
    const ids = new Map<string, Set<string>>();
    for (const { fieldId, before, after } of entries.flatMap(({ cells }) => cells)) {
      const linked = linkedTo(table.fieldById(fieldId) ?? formerFields.find(({ id }) => id === fieldId));
      if (linked === undefined || !base.tableById(linked)) continue;
      const named = ids.get(linked) ?? new Set();
      for (const id of [...textsOf(before), ...textsOf(after)]) named.add(id);
      ids.set(linked, named);
    }
    return Object.fromEntries(await this.titlesById(executor, base, ids));
  }
}

const linkedTo = (field: Pick<FieldModel, 'type' | 'options'> | undefined): string | undefined =>
  field?.type === 'multipleRecordLinks'
    ? (field.options as { linkedTableId?: string } | undefined)?.linkedTableId
    : undefined;

function momentsPage(
  { moments, keptFrom }: MomentsRow,
  titles: ReadonlyMap<string, string>,
  limit: number,
  behind: number | null,
): Moments {
  const page = moments.slice(0, limit);
  return {
    moments: page.map(({ actor, actorName, record, subjects, ...moment }) => ({
      ...moment,
      subjects: subjects.slice(0, MOST_SUBJECTS),
      record: record && { ...record, title: titles.get(record.id) ?? null },
      actor: personOf(actor, actorName),
    })),
    next: moments.length > limit ? (page.at(-1)?.seq ?? null) : behind,
    keptFrom,
  };
}

/** Whether a cell is shown: those of fields that are gone by now, whose ids nobody else has, are as long as all is. */
function showing(caller: Caller, base: BaseModel, table: TableModel, fieldId: string | undefined) {
  const reach = reachOf(caller, base, table);
  const within = new Set(fieldsWithin(reach, table.fields).map(({ id }) => id));
  return (id: string) =>
    (fieldId === undefined || id === fieldId) &&
    (table.fieldById(id) ? within.has(id) : reach.fields === 'all');
}

function entryOf(
  { seq, at, actor, actorName, source, opId, created, updated, deleted, isOlder }: ToldRow,
  shows: (fieldId: string) => boolean,
  places: ReadonlyMap<string, number>,
): RecordHistoryEntry {
  const place = (fieldId: string) => places.get(fieldId) ?? places.size;
  const changed = new Map<string, { before: RawCell; after: RawCell }>();
  for (const [fieldId, cell] of Object.entries(deleted?.before ?? {}))
    if (cell !== null) changed.set(fieldId, { before: cell, after: null });
  for (const [fieldId, cell] of Object.entries(created?.cells ?? {}))
    if (cell !== null) changed.set(fieldId, { before: null, after: cell });
  for (const [fieldId, after] of Object.entries(updated?.after ?? {}))
    changed.set(fieldId, { before: created ? null : (updated?.before[fieldId] ?? null), after });
  return {
    seq,
    at,
    actor: personOf(actor, actorName),
    source,
    ...(opId === null ? {} : { opId }),
    kind: deleted ? 'deleted' : created ? 'created' : 'updated',
    ...(created && !deleted && isOlder ? { broughtBack: true } : {}),
    cells: [...changed]
      .filter(([fieldId]) => shows(fieldId))
      // In the order of the table; those of fields that are gone come last.
      .sort(([one], [other]) => place(one) - place(other))
      .map(([fieldId, cell]) => ({ fieldId, ...cell })),
  };
}
