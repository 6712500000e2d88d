import { appError, type WaitingLink } from '@pyairtable/contracts';
import type { BaseModel } from '@pyairtable/core';
import { stateTable } from '../sql/identifiers';
import type { StructureDraft } from './change-structure';
import { type DeletedItem, type KeptStructure, nothingKept } from './kept-structure';

/** What is brought back, and what has to wait for another table to come back first. */
interface Split {
  back: KeptStructure;
  waiting: KeptStructure;
}

/** Links wait with both of their fields, and with what views that are away had of these, while one of their tables is away. */
export function split(
  kept: KeptStructure,
  isThere: (tableId: string) => boolean,
  isShown: (viewId: string) => boolean,
): Split {
  const away = kept.pairs.filter((pair) => !isThere(pair.table_a) || !isThere(pair.table_b));
  const waits = new Set(
    away.flatMap(({ field_a, field_b }) => (field_b === null ? [field_a] : [field_a, field_b])),
  );
  const isBack = ({ id }: { id: string }) => !waits.has(id);
  return {
    back: {
      ...kept,
      pairs: kept.pairs.filter((pair) => !away.includes(pair)),
      fields: kept.fields.filter(isBack),
    },
    waiting: {
      ...nothingKept(),
      pairs: away,
      fields: kept.fields.filter((field) => !isBack(field)),
      settings: kept.settings.filter(({ viewId }) => !isShown(viewId)),
    },
  };
}

/** Which of these ids the base has. */
export const hasTable = (base: BaseModel) => (id: string) => base.tableById(id) !== undefined;
export const hasView = (base: BaseModel) => {
  const shown = new Set(base.tables.flatMap(({ views }) => views.map(({ id }) => id)));
  return (id: string) => shown.has(id);
};

/** What tables of the trash are called, by their ids. */
async function namesInTrash(
  { base, run }: StructureDraft,
  tableIds: readonly string[],
): Promise<Map<string, string>> {
  const tables = await run<{ id: string; name: string }>(
    `SELECT table_id AS id, name FROM ${stateTable(base.id, 'trash')} WHERE kind = 'table' AND table_id = ANY($1)`,
    [tableIds],
  );
  return new Map(tables.map(({ id, name }) => [id, name]));
}

/** Says of which table something has to wait for, or that it never comes back. */
export async function requireTables(
  draft: StructureDraft,
  name: string,
  tableIds: readonly string[],
  isThere: (tableId: string) => boolean,
): Promise<void> {
  const away = tableIds.find((id) => !isThere(id));
  if (away === undefined) return;
  const table = (await namesInTrash(draft, [away])).get(away);
  throw appError(
    'INVALID_REQUEST_UNKNOWN',
    table === undefined
      ? `“${name}” cannot be restored, as a table that it belongs to is gone for good`
      : `“${name}” cannot be restored before the table “${table}”`,
  );
}

/** Leaves links in the trash whose other table is away. */
export async function keepWaiting(
  draft: StructureDraft,
  { seq, name, tableId }: DeletedItem,
  waiting: KeptStructure,
  isThere: (tableId: string) => boolean,
): Promise<WaitingLink[]> {
  const { pairs, fields } = waiting;
  const [first] = fields;
  if (pairs.length === 0) return [];
  draft.keep({
    kind: 'field',
    name: first?.name ?? name,
    tableId: first?.table_id ?? tableId,
    kept: { ...waiting, since: seq },
  });
  const ends = pairs.map(({ table_a, field_a, table_b, field_b }) =>
    isThere(table_a) ? { fieldId: field_a, awayId: table_b } : { fieldId: field_b, awayId: table_a },
  );
  const names = await namesInTrash(
    draft,
    ends.map(({ awayId }) => awayId),
  );
  return ends.flatMap(({ fieldId, awayId }) => {
    const link = fields.find(({ id }) => id === fieldId);
    return link ? [{ name: link.name, tableName: names.get(awayId) ?? null }] : [];
  });
}
