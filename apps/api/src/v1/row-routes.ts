import { appError } from '@pyairtable/contracts';
import { rows as endpoints } from '@pyairtable/contracts/http';
import type { Server } from '@pyairtable/server-kit';
import { serve } from '../wire/serve';

/** Rows, ops and the log as our own programs read and send them: raw cells. */
export function installRowRoutes(app: Server): void {
  serve(app, endpoints.readRows, ({ caller, store, path, query }) =>
    store.rows.window(caller, path.baseId, path.tableId, {
      view: query.view,
      start: query.start ?? 0,
      limit: query.limit,
      after: query.after ?? null,
    }),
  );

  serve(app, endpoints.readRowIds, ({ caller, store, path, query }) =>
    store.rows.ids(caller, path.baseId, path.tableId, {
      view: query.view,
      start: query.start ?? 0,
      limit: query.limit,
    }),
  );

  serve(app, endpoints.readSomeRows, ({ caller, store, path, body }) =>
    store.rows.read(caller, path.baseId, path.tableId, body.ids, body.fields),
  );

  serve(app, endpoints.readRow, ({ caller, store, path }) =>
    store.rows.one(caller, path.baseId, path.tableId, path.recordId),
  );

  serve(app, endpoints.findTitles, ({ caller, store, path, query }) =>
    store.rows.titles(caller, path.baseId, path.tableId, {
      view: query.view,
      text: query.q ?? '',
      limit: query.limit,
    }),
  );

  serve(app, endpoints.findTitled, ({ caller, store, path, body }) =>
    store.rows.titled(caller, path.baseId, path.tableId, body.titles),
  );

  serve(app, endpoints.readGroups, ({ caller, store, path, query }) =>
    store.rows.groups(caller, path.baseId, path.tableId, query.view),
  );

  serve(app, endpoints.summarise, ({ caller, store, path, body }) =>
    store.rows.summaries(caller, path.baseId, path.tableId, body),
  );

  serve(app, endpoints.executeOp, ({ caller, store, path, body }) =>
    store.ops.execute(caller, path.baseId, body),
  );

  serve(app, endpoints.readChanges, async ({ caller, store: { changes }, path, query }) => {
    const [level] = await changes.levels(path.baseId, [caller], caller);
    if (level === undefined || level === 'none') throw appError('INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND');
    const run = await changes.read(path.baseId, query.after ?? 0, query.limit, caller);
    if (run.changes === null) throw appError('LIST_RECORDS_ITERATOR_NOT_AVAILABLE');
    return { ...run, changes: run.changes };
  });
}
