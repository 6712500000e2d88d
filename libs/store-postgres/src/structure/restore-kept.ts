import { appError, type Field, MAX_FIELDS, MAX_TABLES, type WaitingLink } from '@pyairtable/contracts';
import { fieldModel, freeName, type TableModel, viewRoomFault, viewWithin } from '@pyairtable/core';
import { stateTable } from '../sql/identifiers';
import { viewOfRow, viewRow } from './change-views';
import type { StructureDraft } from './change-structure';
import { fillMissed } from './fill-missed';
import type { DeletedItem, KeptStructure } from './kept-structure';
import { restoreSettings } from './restore-settings';
import { hasTable, hasView, keepWaiting, requireTables, split } from './waiting-links';

/** Writes rows as they were taken: a column that came to the table since has its default. */
async function insertRows(
  { base, run }: StructureDraft,
  table: 'table' | 'field' | 'view' | 'link_pair',
  rows: readonly object[],
): Promise<void> {
  const into = stateTable(base.id, table);
  for (const row of rows) {
    const columns = Object.keys(row)
      .filter((column) => /^[a-z_]+$/.test(column))
      .join(', ');
    await run(
      `INSERT INTO ${into} (${columns}) SELECT ${columns} FROM jsonb_populate_record(NULL::${into}, $1::jsonb)`,
      [JSON.stringify(row)],
    );
  }
}

/**
 * Brings back what the trash kept: rows of structure, under a free name where theirs is taken, and what views had of it where
 * those settings have not been changed since. Cells and records never went. Links between two tables of the trash come back with
 * the second of these; answers those that wait for it.
 */
export async function restoreKept(draft: StructureDraft, item: DeletedItem): Promise<WaitingLink[]> {
  const { base } = draft;
  const { seq, kind, name, tableId, kept } = item;
  const { tables } = kept;
  const returning = new Set(tables.map(({ id }) => id));
  const isThere = (id: string) => returning.has(id) || hasTable(base)(id);
  const { back, waiting } = split(kept, isThere, hasView(base));
  if (kind !== 'table') {
    const needed = waiting.pairs.flatMap(({ table_a, table_b }) => [table_a, table_b]);
    await requireTables(draft, name, [tableId, ...needed], isThere);
  }
  if (base.tables.length + tables.length > MAX_TABLES)
    throw appError('INVALID_REQUEST_UNKNOWN', `A base holds at most ${MAX_TABLES} tables`);
  await restoreTables(draft, tables);
  await restoreRest(draft, kept.since ?? seq, back);
  const links = await keepWaiting(draft, item, waiting, isThere);
  if (tables.length > 0) await restoreWaiting({ ...draft, base: await draft.now() });
  return links;
}

async function restoreRest(draft: StructureDraft, since: number, back: KeptStructure): Promise<void> {
  await restoreFields(draft, back);
  await restoreViews(draft, back.views);
  await insertRows(draft, 'link_pair', back.pairs);
  await restoreSettings(draft, since, back.settings);
}

/** Brings back the links that waited for a table which is there by now. */
async function restoreWaiting(draft: StructureDraft): Promise<void> {
  const { base, run } = draft;
  const trash = stateTable(base.id, 'trash');
  const items = await run<{ seq: number; kept: KeptStructure & { since: number } }>(
    `SELECT seq, kept FROM ${trash} WHERE kept ? 'since' ORDER BY seq`,
  );
  for (const { seq, kept } of items) {
    const { back, waiting } = split(kept, hasTable(base), hasView(base));
    if (back.pairs.length === 0) continue;
    if (waiting.pairs.length === 0) await run(`DELETE FROM ${trash} WHERE seq = $1`, [seq]);
    else {
      // What views had of those that go on waiting is forgotten again, with the rest of it remembered.
      const { settings, since } = kept;
      const [first] = waiting.fields;
      await run(`UPDATE ${trash} SET kept = $2, name = $3, table_id = $4 WHERE seq = $1`, [
        seq,
        JSON.stringify({ ...waiting, settings, since }),
        first?.name,
        first?.table_id,
      ]);
    }
    await restoreRest({ ...draft, base: await draft.now() }, kept.since, back);
  }
}

async function restoreTables(draft: StructureDraft, tables: KeptStructure['tables']): Promise<void> {
  const { base, run, note } = draft;
  for (const { record_count, next_number, ...table } of tables) {
    const row = {
      ...table,
      name: freeName(
        table.name,
        base.tables.map((other) => other.name),
      ),
    };
    await insertRows(draft, 'table', [row]);
    await run(
      `INSERT INTO ${stateTable(base.id, 'table_counter')} (table_id, record_count, next_number) VALUES ($1, $2, $3)`,
      [table.id, record_count, next_number],
    );
    note({ action: 'table.restored', tableId: table.id, after: { name: row.name } });
  }
}

async function restoreFields(draft: StructureDraft, { fields, tables }: KeptStructure): Promise<void> {
  const { base, note } = draft;
  const own = new Set(tables.map(({ id }) => id));
  const taken = new Map<string, string[]>();
  for (const field of fields) {
    const names =
      taken.get(field.table_id) ?? base.tableById(field.table_id)?.fields.map((one) => one.name) ?? [];
    if (names.length >= MAX_FIELDS)
      throw appError('INVALID_REQUEST_UNKNOWN', `A table holds at most ${MAX_FIELDS} fields`);
    const row = { ...field, name: freeName(field.name, names), options: withoutGoneView(draft, field) };
    taken.set(field.table_id, [...names, row.name]);
    await insertRows(draft, 'field', [row]);
    if (own.has(field.table_id)) continue;
    const { id, type, name, description, options, rules } = row;
    const after = {
      id,
      name,
      type,
      ...(description === null ? {} : { description }),
      ...(options ? { options } : {}),
      ...(rules ? { rules } : {}),
    } as Field;
    await fillMissed(draft, field.table_id, fieldModel(after));
    note({ action: 'field.restored', tableId: field.table_id, fieldId: id, after });
  }
}

/** A view that a link's records are picked from may be gone. */
function withoutGoneView({ base }: StructureDraft, { options }: KeptStructure['fields'][number]) {
  const viewId = options?.['viewIdForRecordSelection'];
  if (viewId === undefined || base.tables.some(({ views }) => views.some(({ id }) => id === viewId)))
    return options;
  return Object.fromEntries(
    Object.entries(options ?? {}).filter(([key]) => key !== 'viewIdForRecordSelection'),
  );
}

/**
 * What a view arranges, without fields that went after it, and what they cannot give any more. Throws INVALID_REQUEST_UNKNOWN where the
 * table has no room for it.
 */
function withinTable(row: KeptStructure['views'][number], table: TableModel) {
  const view = viewWithin(viewOfRow(row), table);
  const fault = viewRoomFault([view, ...table.views]);
  if (fault !== undefined) throw appError('INVALID_REQUEST_UNKNOWN', fault);
  return viewRow(view).config;
}

async function restoreViews(draft: StructureDraft, views: KeptStructure['views']): Promise<void> {
  const { base, note } = draft;
  for (const view of views) {
    const table = base.tableById(view.table_id);
    const name = freeName(view.name, table?.views.map((other) => other.name) ?? []);
    await insertRows(draft, 'view', [
      { ...view, name, config: table ? withinTable(view, table) : view.config },
    ]);
    if (table) note({ action: 'view.restored', tableId: table.id, viewId: view.id, after: { name } });
  }
}
