import type { ViewChange } from '@pyairtable/contracts';
import { views as endpoints } from '@pyairtable/contracts/http';
import type { Server } from '@pyairtable/server-kit';
import { serve } from '../wire/serve';

/** Each field once. */
const withoutRepeats = <C extends ViewChange>(change: C): C =>
  change.visibleFieldIds === undefined
    ? change
    : { ...change, visibleFieldIds: [...new Set(change.visibleFieldIds)] };

/** Views of a table. */
export function installViewRoutes(app: Server): void {
  serve(app, endpoints.createView, ({ caller, store, path, body }) =>
    store.structure.createView(caller, path.baseId, path.tableId, withoutRepeats(body)),
  );

  serve(app, endpoints.changeView, ({ caller, store, path, body }) =>
    store.structure.changeView(caller, path.baseId, path.tableId, path.viewId, withoutRepeats(body)),
  );

  serve(app, endpoints.placeView, ({ caller, store, path, body }) =>
    store.structure.placeView(caller, path.baseId, path.tableId, path.viewId, body.before),
  );

  serve(app, endpoints.deleteView, ({ caller, store, path }) =>
    store.structure.deleteView(caller, path.baseId, path.tableId, path.viewId),
  );
}
