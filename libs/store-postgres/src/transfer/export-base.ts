import { appError, type RawCell } from '@pyairtable/contracts';
import {
  type BaseModel,
  type BasePlan,
  type FieldModel,
  makingOrder,
  type PlacedLink,
  type PlannedLinks,
  type PlannedRecord,
  type PlannedTable,
  shownField,
  type TableModel,
} from '@pyairtable/core';
import { loadBase } from '../model/load-model';
import type { Asked, Executor } from '../connection/database';
import { fieldKey, junctionName, stampName, stateTable, tableName } from '../sql/identifiers';
import { jsonObject } from '../sql/json-object';
import { instantText } from '../sql/record-columns';
import { Statement } from '../sql/statement';
import { runText } from '../structure/change-structure';
import { loggedCells } from '../sql/entry-json';
import { storedFields } from '../sql/row-input';
import { requireSameTables, unlessWrittenAnew } from './same-tables';

const BATCH = 5_000;

/** A record with its creation number; who made or changed it may be nobody. */
export interface StoredRow extends Required<Pick<PlannedRecord, 'id' | 'createdTime' | 'modifiedTime'>> {
  n: number;
  createdBy: string | null;
  modifiedBy: string | null;
  /** When cells were last changed, by field id. */
  cellTimes: Record<string, string>;
  /** Raw, by field id; null when empty. */
  cells: Record<string, RawCell>;
}

/** All records of a table in creation order, some thousands at a time, with the cells in these fields, and the times in those. */
export async function* storedRows(
  executor: Executor,
  base: BaseModel,
  table: TableModel,
  fields: readonly FieldModel[],
  stamped: readonly FieldModel[],
): AsyncGenerator<StoredRow[]> {
  for (let after = 0; ;) {
    const statement = new Statement(base.id);
    const cells = loggedCells(base, fields, 't', statement);
    const times = stamped.map(({ id }) => `${fieldKey(id)}, ${instantText(`t.${stampName(id)}`, 'MS')}`);
    const rows = await executor.rows<StoredRow>(
      statement.finish(
        `SELECT t.__id AS n, t.id, ${instantText('t.created_at', 'MS')} AS "createdTime", t.created_by AS "createdBy",
          ${instantText('t.modified_at', 'MS')} AS "modifiedTime", t.modified_by AS "modifiedBy",
          json_strip_nulls(${jsonObject(times)}) AS "cellTimes", (${cells})::json AS cells
        FROM ${tableName(base.id, table.id)} t WHERE t.__id > ${statement.bind(after)}::bigint ORDER BY t.__id LIMIT ${BATCH}`,
      ),
    );
    yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = last.n;
  }
}

/** A row as a plan has it. */
export function plannedRecord({
  n: _,
  cells,
  createdBy,
  modifiedBy,
  cellTimes,
  ...own
}: StoredRow): PlannedRecord {
  const filled = Object.entries(cells).filter(
    (cell): cell is [string, Exclude<RawCell, null>] => cell[1] !== null,
  );
  return {
    ...own,
    ...(createdBy ? { createdBy } : {}),
    ...(modifiedBy ? { modifiedBy } : {}),
    ...(Object.keys(cellTimes).length > 0 ? { cellTimes } : {}),
    cells: Object.fromEntries(filled),
  };
}

async function readRecords(executor: Executor, base: BaseModel, table: TableModel): Promise<PlannedRecord[]> {
  const records: PlannedRecord[] = [];
  const stamped = table.fields.filter((field) => field.stamped);
  for await (const rows of storedRows(executor, base, table, storedFields(table.fields), stamped))
    records.push(...rows.map(plannedRecord));
  return records;
}

async function readLinks(executor: Executor, base: BaseModel): Promise<PlannedLinks[]> {
  const links: PlannedLinks[] = [];
  for (const table of base.tables) {
    for (const { id, link } of table.fields) {
      if (!link || link.own !== 'a') continue;
      const rows = await runText(executor)<PlacedLink>(
        `SELECT a.id AS own, b.id AS linked, j.b_position AS place FROM ${junctionName(base.id, link.pairId)} j
          JOIN ${tableName(base.id, table.id)} a ON a.__id = j.a JOIN ${tableName(base.id, link.linkedTableId)} b ON b.__id = j.b
          ORDER BY j.a, j.a_position, j.b`,
      );
      links.push({
        fieldId: id,
        inverseFieldId: link.inverseFieldId ?? null,
        pairs: link.inverseFieldId ? makingOrder(rows) : rows.map(({ own, linked }) => [own, linked]),
      });
    }
  }
  return links;
}

/** A base as a plan that imports as an equal one, read at one moment. Throws when there is no such base. */
export const exportBase = (database: Asked, baseId: string): Promise<BasePlan> =>
  unlessWrittenAnew(() => readBase(database, baseId));

function readBase(database: Asked, baseId: string): Promise<BasePlan> {
  return database.snapshot(async (executor) => {
    const loaded = await loadBase(executor, baseId, null);
    if (!loaded) throw appError('INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND');
    const { model } = loaded;
    const [workspace] = await runText(executor)<{ id: string; name: string }>(
      'SELECT id, name FROM api.workspace WHERE id = $1',
      [model.workspaceId],
    );
    const counters = await runText(executor)<{ id: string; next: number }>(
      `SELECT table_id AS id, next_number AS next FROM ${stateTable(baseId, 'table_counter')}`,
    );
    const next = new Map(counters.map((counter) => [counter.id, counter.next]));
    const tables: PlannedTable[] = [];
    for (const table of model.tables) {
      const nextNumber = next.get(table.id);
      tables.push({
        id: table.id,
        name: table.name,
        ...(table.description ? { description: table.description } : {}),
        primaryFieldId: table.primaryFieldId,
        fields: table.fields.map(shownField),
        views: [...table.views],
        ...(nextNumber === undefined ? {} : { nextNumber }),
        records: await readRecords(executor, model, table),
      });
    }
    const links = await readLinks(executor, model);
    const pairs = model.tables.flatMap(({ fields }) => fields.flatMap(({ link }) => link?.pairId ?? []));
    await requireSameTables(executor, model.id, model.tables, pairs);
    return {
      ...(workspace ? { workspace } : {}),
      base: { id: model.id, name: model.name, color: model.color, icon: model.icon },
      users: [...model.people.values()].map(({ permissionLevel, ...person }) => ({
        ...person,
        role: permissionLevel,
      })),
      tables,
      links,
      ignored: [],
      warnings: [],
    };
  });
}
