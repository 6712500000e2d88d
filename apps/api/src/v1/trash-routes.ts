import { trash as endpoints } from '@pyairtable/contracts/http';
import type { Server } from '@pyairtable/server-kit';
import { pathNumber } from '../wire/path-ids';
import { serve } from '../wire/serve';

/** What was deleted, and the way back. */
export function installTrashRoutes(app: Server): void {
  serve(app, endpoints.listTrash, ({ caller, store, path, query }) =>
    store.trash.list(caller, path.baseId, { before: query.before ?? null, limit: query.limit }),
  );

  serve(app, endpoints.restoreFromTrash, ({ caller, store, path }) =>
    store.trash.restore(caller, path.baseId, pathNumber(path.seq)),
  );

  serve(app, endpoints.listTrashedBases, ({ caller, store }) => store.trash.bases(caller));

  serve(app, endpoints.restoreBase, ({ caller, store, path }) =>
    store.trash.restoreBase(caller, path.baseId),
  );

  serve(app, endpoints.dropBase, ({ caller, store, path }) => store.trash.dropBase(caller, path.baseId));
}
