import type { BasePageQuery, BaseSchema } from '@pyairtable/contracts';

/** The table and view that a page opens. */
export interface BasePlace {
  tableId: string | null;
  viewId: string | null;
}

/** The place asked for as far as it exists, else the first: an old link still opens the base. */
export function placeIn(
  { tables }: Pick<BaseSchema, 'tables'>,
  { table, view }: Pick<BasePageQuery, 'table' | 'view'>,
): BasePlace {
  const found = tables.find(({ id }) => id === table) ?? tables[0];
  if (!found) return { tableId: null, viewId: null };
  const viewId = found.views.find(({ id }) => id === view)?.id ?? found.views[0]?.id ?? null;
  return { tableId: found.id, viewId };
}
