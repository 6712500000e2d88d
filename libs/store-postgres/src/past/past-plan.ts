import { appError, type RawCell, textsOf } from '@pyairtable/contracts';
import {
  type BaseModel,
  type BasePlan,
  type FieldModel,
  makingOrder,
  type PastTable,
  type PlannedLinks,
  type PlannedTable,
  shownField,
  type TableModel,
} from '@pyairtable/core';
import { isDeepStrictEqual } from 'node:util';
import type { Executor } from '../connection/database';
import { stateTable, tableName } from '../sql/identifiers';
import { runText } from '../structure/change-structure';
import { madeInBatches } from '../transfer/batches';
import { plannedRecord, type StoredRow, storedRows } from '../transfer/export-base';
import { requireSameTables } from '../transfer/same-tables';
import { loadPast } from './load-past';
import { cellTimes, pastStamps, watchingCells } from './past-stamps';
import { tellPast } from './tell-past';

/** The records of a table at a moment, in creation order, with cells by field id; links among them. */
interface PastRows {
  table: TableModel;
  rows: StoredRow[];
}

/** How far a long reading has come, of 1. */
export type Progress = (part: number) => void;

/** A base as a plan, as the entry `seq` left it. All is read at one moment: `executor` is a snapshot. */
export async function pastPlan(
  executor: Executor,
  present: BaseModel,
  seq: number,
  progress: Progress = () => undefined,
): Promise<BasePlan> {
  const past = await loadPast(executor, present, seq);
  const told = await tellPast(executor, past, seq, (part) => progress(part / 2));
  const tables: PlannedTable[] = [];
  const read: PastRows[] = [];
  for (const [at, table] of past.tables.entries()) {
    const own = told.get(table.id) as PastTable;
    const rows = await pastRows(executor, { past, present, table, told: own, seq });
    read.push({ table, rows });
    tables.push({
      id: table.id,
      name: table.name,
      ...(table.description ? { description: table.description } : {}),
      primaryFieldId: table.primaryFieldId,
      fields: table.fields.map(shownField),
      views: [...table.views],
      nextNumber: await nextNumber(executor, table, own, seq, rows),
      records: await madeInBatches(rows, (row) => [
        plannedRecord({ ...row, cells: withoutLinks(table, row.cells) }),
      ]),
    });
    progress(0.5 + (at + 1) / past.tables.length / 2);
  }
  const pairs = past.tables.flatMap((table) =>
    table.fields.flatMap(({ id, link }) => (link && !told.get(table.id)?.hasEnded(id) ? [link.pairId] : [])),
  );
  await requireSameTables(executor, past.id, past.tables, pairs);
  return {
    base: { id: past.id, name: past.name, color: past.color, icon: past.icon },
    users: [...past.people.values()].map(({ permissionLevel, ...person }) => ({
      ...person,
      role: permissionLevel,
    })),
    tables,
    links: await pastLinks(read),
    ignored: [],
    warnings: [],
  };
}

interface Reading {
  past: BaseModel;
  present: BaseModel;
  table: TableModel;
  told: PastTable;
  seq: number;
}

/** What a field watches, where its cells are its own to keep. */
const watchedBy = ({ storage, filledBy }: FieldModel): readonly string[] | undefined =>
  storage.kind === 'column' && filledBy?.from === 'change' ? filledBy.watched : undefined;

async function pastRows(
  executor: Executor,
  { past, present, table, told, seq }: Reading,
): Promise<StoredRow[]> {
  const [there] = await runText(executor)<{ exists: boolean }>(
    'SELECT to_regclass($1) IS NOT NULL AS exists',
    [tableName(past.id, table.id)],
  );
  if (!there?.exists) throw appError('MOMENT_NOT_KEPT');
  const kept = table.fields.filter(({ storage }) => storage.kind === 'column' || storage.kind === 'links');
  // A field that watches others now, and watched them then, has the cells of then where nothing has changed since.
  const isAnother = (field: FieldModel) => {
    const now = present.locateField(field.id)?.field;
    return now?.type !== field.type || !isDeepStrictEqual(watchedBy(now), watchedBy(field));
  };
  const made = kept.filter((field) => watchedBy(field) && isAnother(field));
  const read = kept.filter((field) => !told.hasEnded(field.id) && !made.includes(field));
  const stamped = table.fields.filter((field) => field.stamped);
  const timed = stamped.filter(({ id }) => present.locateField(id)?.field.stamped);
  const rows: StoredRow[] = [];
  const touched: StoredRow[] = [];
  const cellsOf = (id: string, cells: Record<string, RawCell>) =>
    Object.fromEntries(kept.map((field) => [field.id, told.cell(id, field.id, cells[field.id] ?? null)]));
  const take = (row: StoredRow, isTouched: boolean) => {
    const taken = { ...row, cells: cellsOf(row.id, row.cells) };
    rows.push(taken);
    if (isTouched) touched.push(taken);
  };
  for await (const some of storedRows(executor, past, table, read, timed))
    for (const row of some) {
      const one = told.records.get(row.id);
      if (!one?.created && !one?.deleted) take(row, (one?.changed.size ?? 0) > 0);
    }
  for (const { deleted } of told.records.values()) {
    if (!deleted) continue;
    const { before, createdBy, ...own } = deleted;
    take(
      {
        ...own,
        createdBy,
        modifiedTime: own.createdTime,
        modifiedBy: createdBy,
        cellTimes: {},
        cells: before,
      },
      true,
    );
  }
  rows.sort((one, other) => one.n - other.n);
  const stamps = await pastStamps(executor, past.id, seq, touched);
  for (const row of touched) Object.assign(row, stamps.get(row.id));
  for (const field of kept) {
    const watched = watchedBy(field);
    if (!watched) continue;
    const others = made.includes(field)
      ? rows
      : touched.filter(({ id }) => watched.some((one) => told.records.get(id)?.changed.has(one)));
    const cells = await watchingCells(executor, table, field, seq, others);
    for (const row of others) row.cells[field.id] = cells.get(row.id) ?? null;
  }
  for (const field of stamped) {
    const others = timed.includes(field) ? touched : rows;
    const times = await cellTimes(executor, table, field.id, seq, others);
    for (const row of others) {
      const { [field.id]: _, ...left } = row.cellTimes;
      const time = times.get(row.id);
      row.cellTimes = time === undefined ? left : { ...left, [field.id]: time };
    }
  }
  return rows;
}

const withoutLinks = (table: TableModel, cells: Record<string, RawCell>): Record<string, RawCell> =>
  Object.fromEntries(Object.entries(cells).filter(([id]) => !table.fieldById(id)?.link));

/** The links of each pair, in an order that makes the lists of both ends. */
async function pastLinks(tables: readonly PastRows[]): Promise<PlannedLinks[]> {
  const lists = new Map<string, Map<string, readonly string[]>>();
  for (const { table, rows } of tables)
    for (const { id, link } of table.fields)
      if (link) {
        const entry = (row: StoredRow) => [[row.id, textsOf(row.cells[id] ?? null)] as const];
        lists.set(id, new Map(await madeInBatches(rows, entry)));
      }
  const made: PlannedLinks[] = [];
  for (const { table, rows } of tables)
    for (const { id, link } of table.fields) {
      if (!link || link.own !== 'a') continue;
      const [own, other] = [lists.get(id), link.inverseFieldId && lists.get(link.inverseFieldId)];
      const places = new Map<string, Map<string, number>>();
      const placeIn = (linked: string, record: string) => {
        const list =
          places.get(linked) ?? new Map((other ? other.get(linked) : [])?.map((one, at) => [one, at]));
        places.set(linked, list);
        return list.get(record) ?? 0;
      };
      const links = await madeInBatches(rows, (row) =>
        (own?.get(row.id) ?? []).map((linked) => ({ own: row.id, linked, place: placeIn(linked, row.id) })),
      );
      made.push({
        fieldId: id,
        inverseFieldId: link.inverseFieldId ?? null,
        pairs: other ? makingOrder(links) : links.map(({ own: one, linked }) => [one, linked]),
      });
    }
  return made;
}

/** What the next record's number was at the moment: the table has counted those made since, and not those that came back. */
async function nextNumber(
  executor: Executor,
  table: TableModel,
  told: PastTable,
  seq: number,
  rows: readonly StoredRow[],
): Promise<number> {
  const [counter, past, log, stamps] = [
    stateTable(table.baseId, 'table_counter'),
    stateTable(table.baseId, 'past_structure'),
    stateTable(table.baseId, 'record_change'),
    stateTable(table.baseId, 'past_stamp'),
  ];
  const created = [...told.records].flatMap(([id, record]) => (record.created ? [id] : []));
  const [counted] = await runText(executor)<{ next: number }>(
    `SELECT coalesce((SELECT next_number FROM ${counter} WHERE table_id = $1),
        (SELECT (row->>'next')::bigint FROM ${past} WHERE kind = 'counter' AND id = $1 ORDER BY since DESC LIMIT 1), 1)
        - (SELECT count(*) FROM unnest($2::text[]) AS i(id)
          WHERE NOT EXISTS (SELECT FROM ${log} n WHERE n.record_id = i.id AND n.seq <= $3)
            AND NOT EXISTS (SELECT FROM ${stamps} s WHERE s.record_id = i.id AND s.field_id = '' AND s.seq IS NOT NULL)) AS next`,
    [table.id, created, seq],
  );
  const numbered = table.fields.filter(({ filledBy }) => filledBy?.from === 'counter');
  const most = rows.reduce(
    (max, { cells }) => Math.max(max, ...numbered.map(({ id }) => Number(cells[id] ?? 0))),
    0,
  );
  return Math.max(most + 1, rows.length + 1, counted?.next ?? 1);
}
