import { appError, type NewView, type View, type ViewChange } from '@pyairtable/contracts';
import {
  planNewView,
  planViewChange,
  requireArranging,
  requireDeleting,
  requireOwn,
  requireShared,
  type TableModel,
  type ViewActor,
} from '@pyairtable/core';
import { stateTable } from '../sql/identifiers';
import type { StructureDraft } from './change-structure';
import { type KeptItem, type KeptStructure, nothingKept, takeRows } from './kept-structure';
import { orderWith, putInOrder } from './places';

const idsOf = (table: TableModel) => table.views.map(({ id }) => id);

const actorOf = ({ base, caller: { userId } }: StructureDraft): ViewActor => ({
  userId,
  level: base.people.get(userId)?.permissionLevel ?? 'none',
});

/** A view as its row keeps it. */
export function viewRow({ id, name, type, ...config }: View) {
  return { id, name, type, config };
}

/** The view that a row keeps. */
export const viewOfRow = ({ id, name, type, config }: KeptStructure['views'][number]): View =>
  ({ ...config, id, name, type }) as View;

/** Writes a view's row at the end of its table. */
export async function insertView(
  run: StructureDraft['run'],
  baseId: string,
  tableId: string,
  view: View,
): Promise<void> {
  const { id, name, type, config } = viewRow(view);
  const views = stateTable(baseId, 'view');
  await run(
    `INSERT INTO ${views} (id, table_id, name, type, config, position)
      SELECT $1, $2::text, $3, $4, $5, coalesce(max(position) + 1, 0) FROM ${views} WHERE table_id = $2`,
    [id, tableId, name, type, JSON.stringify(config)],
  );
}

/** Writes the settings of views, however many, in one statement. */
export async function putSettings(
  run: StructureDraft['run'],
  baseId: string,
  settings: readonly Pick<KeptStructure['settings'][number], 'viewId' | 'after'>[],
): Promise<void> {
  if (settings.length === 0) return;
  await run(
    `UPDATE ${stateTable(baseId, 'view')} v SET config = s.after
      FROM jsonb_to_recordset($1::jsonb) AS s ("viewId" text, after jsonb) WHERE v.id = s."viewId"`,
    [JSON.stringify(settings.map(({ viewId, after }) => ({ viewId, after })))],
  );
}

/** Changes a view as `planViewChange` says. */
export async function changeView(
  draft: StructureDraft,
  table: TableModel,
  view: View,
  change: ViewChange,
): Promise<View> {
  requireArranging(view, change, actorOf(draft));
  const after = planViewChange(table, view, change);
  if (change.personalForUserId != null) requireShared(table.views, view);
  const { id, name, config } = viewRow(after);
  await draft.run(`UPDATE ${stateTable(draft.base.id, 'view')} SET name = $2, config = $3 WHERE id = $1`, [
    id,
    name,
    JSON.stringify(config),
  ]);
  draft.note({ action: 'view.updated', tableId: table.id, viewId: id, before: view, after });
  return after;
}

/** Adds a view as `planNewView` says, at the end or in front of another. */
export async function addView(draft: StructureDraft, table: TableModel, request: NewView): Promise<View> {
  requireOwn(request, draft.caller.userId);
  const view = planNewView(draft.base, table, request);
  const order = orderWith('view', idsOf(table), view.id, request.before);
  await insertView(draft.run, draft.base.id, table.id, view);
  if (request.before != null) await putInOrder(draft, 'view', order);
  await takeFromTrash(draft, table, view.id);
  draft.note({ action: 'view.created', tableId: table.id, viewId: view.id, after: view });
  return view;
}

/**
 * Made anew under its id, a view is no longer deleted: for who may bring it back, and in its table. Any other id that the
 * trash keeps is in use.
 */
async function takeFromTrash(
  { base, caller, run }: StructureDraft,
  table: TableModel,
  viewId: string,
): Promise<void> {
  const taken = await run<Pick<KeptItem, 'kind' | 'tableId'> & { view: KeptStructure['views'][number] }>(
    `DELETE FROM ${stateTable(base.id, 'trash')} WHERE kept->'views' @> jsonb_build_array(jsonb_build_object('id', $1::text))
      RETURNING kind, table_id AS "tableId", (SELECT view FROM jsonb_array_elements(kept->'views') AS view WHERE view->>'id' = $1) AS view`,
    [viewId],
  );
  for (const { kind, tableId, view } of taken) {
    if (kind !== 'view' || tableId !== table.id)
      throw appError('INVALID_REQUEST_UNKNOWN', 'The id is in use');
    requireDeleting(viewOfRow(view), caller.userId);
  }
}

/** Moves a view in front of another of its table, or to the end. */
export async function placeView(
  draft: StructureDraft,
  table: TableModel,
  view: View,
  before: string | null,
): Promise<void> {
  const order = orderWith('view', idsOf(table), view.id, before);
  await putInOrder(draft, 'view', order);
  draft.note({
    action: 'view.placed',
    tableId: table.id,
    viewId: view.id,
    before: idsOf(table),
    after: order,
  });
}

/** Deletes a view, which is kept in the trash; a table keeps its last one. */
export async function deleteView(draft: StructureDraft, table: TableModel, view: View): Promise<void> {
  if (table.views.length === 1)
    throw appError('INVALID_REQUEST_UNKNOWN', 'The last view of a table cannot be deleted');
  requireDeleting(view, draft.caller.userId);
  requireShared(table.views, view);
  const views = await takeRows<KeptStructure['views'][number]>(draft, 'view', 'id', view.id);
  draft.keep({ kind: 'view', name: view.name, tableId: table.id, kept: { ...nothingKept(), views } });
  draft.note({ action: 'view.deleted', tableId: table.id, viewId: view.id, before: view });
}
