import { tables as endpoints } from '@pyairtable/contracts/http';
import type { Caller } from '@pyairtable/core';
import type { Server } from '@pyairtable/server-kit';
import { shownTable, type StoreParts } from '@pyairtable/store-postgres';
import { serve } from '../wire/serve';
import { tableRequest } from './table-request';

async function readTable({ structure }: StoreParts, caller: Caller, baseId: string, tableId: string) {
  const { model, counts } = await structure.base(caller, baseId);
  return shownTable(model.table(tableId), counts);
}

/** Tables of a base. */
export function installTableRoutes(app: Server): void {
  serve(app, endpoints.createTable, async ({ caller, store, path: { baseId }, body }) => {
    const tableId = await store.structure.createTable(caller, baseId, tableRequest(body));
    return readTable(store, caller, baseId, tableId);
  });

  serve(app, endpoints.changeTable, async ({ caller, store, path: { baseId, tableId }, body }) => {
    await store.structure.changeTable(caller, baseId, tableId, body);
    return readTable(store, caller, baseId, tableId);
  });

  serve(app, endpoints.deleteTable, async ({ caller, store, path }) => ({
    seq: await store.structure.deleteTable(caller, path.baseId, path.tableId),
  }));

  serve(app, endpoints.placeTable, ({ caller, store, path, body }) =>
    store.structure.placeTable(caller, path.baseId, path.tableId, body.before),
  );
}
