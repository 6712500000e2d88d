import { bases as endpoints } from '@pyairtable/contracts/http';
import type { Server } from '@pyairtable/server-kit';
import { shownBase } from '@pyairtable/store-postgres';
import { serve } from '../wire/serve';
import { tableRequest } from './table-request';

/** Bases as our own programs read and change them. */
export function installBaseRoutes(app: Server): void {
  serve(app, endpoints.createBase, async ({ caller, store: { structure }, body }) => {
    const { workspaceId, name, color, icon, tables = [] } = body;
    const id = await structure.createBase(caller, {
      workspaceId,
      name,
      color: color ?? undefined,
      icon: icon ?? undefined,
      tables: tables.map(tableRequest),
    });
    return shownBase(await structure.base(caller, id), caller);
  });

  serve(app, endpoints.readBase, async ({ caller, store: { structure }, path }) =>
    shownBase(await structure.base(caller, path.baseId), caller),
  );

  serve(app, endpoints.changeBase, async ({ caller, store: { structure }, path, body }) => {
    const { name, color, icon } = body;
    await structure.changeBase(caller, path.baseId, {
      name,
      color: color ?? undefined,
      icon: icon ?? undefined,
    });
    return shownBase(await structure.base(caller, path.baseId), caller);
  });

  serve(app, endpoints.deleteBase, ({ caller, store, path }) =>
    store.structure.deleteBase(caller, path.baseId),
  );
}
