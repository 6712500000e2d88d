import { history as endpoints } from '@pyairtable/contracts/http';
import type { Server } from '@pyairtable/server-kit';
import { serve } from '../wire/serve';

/** What the log tells of the past. */
export function installHistoryRoutes(app: Server): void {
  serve(app, endpoints.readHistory, ({ caller, store, path, query }) =>
    store.history.ofRecord(caller, path.baseId, path.tableId, path.recordId, {
      fieldId: query.field,
      before: query.before ?? null,
      limit: query.limit,
    }),
  );
}
