import {
  type BasePlan,
  fieldModel,
  type FieldModel,
  type PlannedLinks,
  type PlannedRecord,
  type PlannedTable,
} from '@pyairtable/core';
import { fieldAs } from '@pyairtable/field-types';
import { columnName, junctionName, stampName, stateTable, tableName } from '../sql/identifiers';
import { inputCell, storedFields } from '../sql/row-input';
import { insertView } from '../structure/change-views';
import type { StructureDraft } from '../structure/change-structure';
import { createJunction, createTable } from '../structure/ddl';
import { addUnique } from '../structure/unique-cells';
import { batches } from './batches';

type Run = StructureDraft['run'];

async function loadStructure(run: Run, baseId: string, table: PlannedTable, position: number): Promise<void> {
  const { id, name, description, primaryFieldId, fields, views } = table;
  await run(
    `INSERT INTO ${stateTable(baseId, 'table')} (id, name, description, primary_field_id, position) VALUES ($1, $2, $3, $4, $5)`,
    [id, name, description ?? null, primaryFieldId, position],
  );
  await run(`INSERT INTO ${stateTable(baseId, 'table_counter')} (table_id) VALUES ($1)`, [id]);
  const rows = fields.map((field, at) => ({
    ...field,
    description: field.description ?? null,
    options: field.options ?? null,
    rules: field.rules ?? null,
    position: at,
  }));
  await run(
    `INSERT INTO ${stateTable(baseId, 'field')} (id, table_id, name, type, description, options, rules, position)
      SELECT f.id, $1, f.name, f.type, f.description, nullif(f.options, 'null'), nullif(f.rules, 'null'), f.position
      FROM jsonb_to_recordset($2::jsonb)
        AS f(id text, name text, type text, description text, options jsonb, rules jsonb, position int)`,
    [id, JSON.stringify(rows)],
  );
  for (const view of views) await insertView(run, baseId, id, view);
  await run(createTable(baseId, id, fields));
}

/** `ownerId` made and changed what the plan does not say it of; null: nobody did. */
async function loadRecords(
  run: Run,
  baseId: string,
  table: PlannedTable,
  ownerId: string | null,
): Promise<void> {
  const stored = storedFields(table.fields.map((field) => fieldModel(field)));
  const rows = tableName(baseId, table.id);
  const columns = [
    'id',
    'created_at',
    'created_by',
    'modified_at',
    'modified_by',
    ...stored.map(({ id }) => columnName(id)),
  ];
  const values = [
    'i.id',
    `coalesce(i."createdTime", date_trunc('second', now()))`,
    ownerId === null ? 'i."createdBy"' : 'coalesce(i."createdBy", $2)',
    `coalesce(i."modifiedTime", i."createdTime", date_trunc('second', now()))`,
    ownerId === null ? 'i."modifiedBy"' : 'coalesce(i."modifiedBy", i."createdBy", $2)',
    ...stored.map(inputCell),
  ];
  const text = `INSERT INTO ${rows} (${columns.join(', ')}) SELECT ${values.join(', ')}
    FROM jsonb_to_recordset($1::jsonb) AS i(at int, id text, "createdTime" timestamptz, "createdBy" text,
      "modifiedTime" timestamptz, "modifiedBy" text, cells jsonb) ORDER BY i.at`;
  for (const batch of batches<PlannedRecord>(table.records)) {
    const records = JSON.stringify(batch.map((record, at) => ({ at, ...record })));
    await run(text, ownerId === null ? [records] : [records, ownerId]);
    await run(
      `INSERT INTO ${stateTable(baseId, 'record_id')} (id, table_id) SELECT id, $2 FROM unnest($1::text[]) AS id`,
      [batch.map(({ id }) => id), table.id],
    );
  }
  await fillComputed(run, baseId, table, stored);
  await keepStamps(run, baseId, table, stored);
}

/** Keeps who changed records, and when, where that is not who made them: the log does not tell. */
async function keepStamps(
  run: Run,
  baseId: string,
  table: PlannedTable,
  stored: readonly FieldModel[],
): Promise<void> {
  const [rows, stamps] = [tableName(baseId, table.id), stateTable(baseId, 'past_stamp')];
  await run(
    `INSERT INTO ${stamps} (record_id, field_id, at, actor) SELECT id, '', modified_at, modified_by FROM ${rows}
      WHERE modified_at <> created_at OR modified_by IS DISTINCT FROM created_by`,
  );
  for (const { id, filledBy } of stored) {
    if (filledBy?.from !== 'change') continue;
    const [own, made] = filledBy.value === 'time' ? ['at', 'created_at'] : ['actor', 'created_by'];
    await run(
      `INSERT INTO ${stamps} (record_id, field_id, ${own}) SELECT id, $1, ${columnName(id)} FROM ${rows}
        WHERE ${columnName(id)} IS DISTINCT FROM ${made}`,
      [id],
    );
  }
}

/** Numbers and watched stamps that the file leaves out, and the table's counter: behind them and what the file says. */
async function fillComputed(
  run: Run,
  baseId: string,
  table: PlannedTable,
  stored: readonly FieldModel[],
): Promise<void> {
  const rows = tableName(baseId, table.id);
  let next = Math.max(table.records.length + 1, table.nextNumber ?? 1);
  for (const { id, filledBy } of stored) {
    const column = columnName(id);
    if (filledBy?.from === 'counter') {
      await run(`UPDATE ${rows} t SET ${column} = n.number FROM (
        SELECT __id, row_number() OVER (ORDER BY __id) + (SELECT coalesce(max(${column}), 0) FROM ${rows}) AS number
        FROM ${rows} WHERE ${column} IS NULL) n WHERE n.__id = t.__id`);
      const [last] = await run<{ number: number }>(
        `SELECT coalesce(max(${column}), 0) AS number FROM ${rows}`,
      );
      next = Math.max(next, (last?.number ?? 0) + 1);
    } else if (filledBy?.from === 'change') {
      const stamp = filledBy.value === 'time' ? 'modified_at' : 'modified_by';
      await run(`UPDATE ${rows} SET ${column} = ${stamp} WHERE ${column} IS NULL`);
    }
  }
  await run(
    `UPDATE ${stateTable(baseId, 'table_counter')} SET record_count = $2, next_number = $3 WHERE table_id = $1`,
    [table.id, table.records.length, next],
  );
}

async function loadLinks(
  run: Run,
  plan: BasePlan,
  { fieldId, inverseFieldId, pairs }: PlannedLinks,
): Promise<void> {
  const own = plan.tables.find(({ fields }) => fields.some(({ id }) => id === fieldId));
  const field = own?.fields.find(({ id }) => id === fieldId);
  if (!own || !field) throw new Error('the plan links a field it does not have');
  const { linkedTableId } = fieldAs(field, 'multipleRecordLinks').options;
  const baseId = plan.base.id;
  await run(
    `INSERT INTO ${stateTable(baseId, 'link_pair')} (id, table_a, field_a, table_b, field_b) VALUES ($1, $2, $1, $3, $4)`,
    [fieldId, own.id, linkedTableId, inverseFieldId],
  );
  for (const text of createJunction(baseId, fieldId, own.id, linkedTableId)) await run(text);
  const places = [new Map<string, number>(), new Map<string, number>()] as const;
  const next = (side: 0 | 1, id: string, place?: number) => {
    const behind = places[side].get(id) ?? 0;
    places[side].set(id, Math.max(behind, (place ?? behind) + 1));
    return place ?? behind;
  };
  for (const some of batches(pairs)) {
    const batch = some.map(([a, b, place]) => ({ a, b, ap: next(0, a), bp: next(1, b, place) }));
    await run(
      `INSERT INTO ${junctionName(baseId, fieldId)} (a, b, a_position, b_position)
        SELECT a.__id, b.__id, u.ap, u.bp FROM unnest($1::text[], $2::text[], $3::int[], $4::int[]) AS u(a, b, ap, bp)
        JOIN ${tableName(baseId, own.id)} a ON a.id = u.a JOIN ${tableName(baseId, linkedTableId)} b ON b.id = u.b`,
      [
        batch.map(({ a }) => a),
        batch.map(({ b }) => b),
        batch.map(({ ap }) => ap),
        batch.map(({ bp }) => bp),
      ],
    );
  }
}

/**
 * When cells were last changed, of those of which a computed field of the base asks: their columns are there once its
 * structure has settled.
 */
export async function loadCellTimes(run: Run, { base, tables }: BasePlan): Promise<void> {
  const fields = await run<{ id: string }>(`SELECT id FROM ${stateTable(base.id, 'field')} WHERE stamped`);
  const stamped = new Set(fields.map(({ id }) => id));
  for (const table of tables) {
    for (const { id } of table.fields.filter((field) => stamped.has(field.id))) {
      const timed = table.records.filter(({ cellTimes }) => cellTimes?.[id] !== undefined);
      for (const batch of batches(timed)) {
        const times = [batch.map((record) => record.id), batch.map(({ cellTimes }) => cellTimes?.[id])];
        await run(
          `UPDATE ${tableName(base.id, table.id)} t SET ${stampName(id)} = i.at
            FROM unnest($1::text[], $2::timestamptz[]) AS i(id, at) WHERE t.id = i.id`,
          times,
        );
        await run(
          `INSERT INTO ${stateTable(base.id, 'past_stamp')} (record_id, field_id, at)
            SELECT i.id, $3, i.at FROM unnest($1::text[], $2::timestamptz[]) AS i(id, at)`,
          [...times, id],
        );
      }
    }
  }
}

/** Writes all tables of a plan, then the links between them. */
export async function loadTables(run: Run, plan: BasePlan, ownerId: string | null): Promise<void> {
  for (const [position, table] of plan.tables.entries()) {
    await loadStructure(run, plan.base.id, table, position);
    await loadRecords(run, plan.base.id, table, ownerId);
    for (const field of table.fields.filter(({ rules }) => rules?.unique))
      await run(addUnique(plan.base.id, table.id, fieldModel(field)));
  }
  for (const links of plan.links) await loadLinks(run, plan, links);
}
