import type { Server } from '@pyairtable/server-kit';
import { shownBase, shownTable, type StoreParts } from '@pyairtable/store-postgres';
import { pathPart } from '../wire/path-ids';
import { requestCaller } from '../wire/request-caller';
import {
  readBaseChange,
  readConversion,
  readDuplicate,
  readFieldPreview,
  readFieldChange,
  readNewBase,
  readNewField,
  readNewTable,
  readTableChange,
  readNewView,
  readViewChange,
  readPlace,
} from './base-bodies';

/** Structure of bases as our own programs read and change it. */
export function installBaseRoutes(app: Server): void {
  app.post('/v1/bases', async (request, reply) => {
    const { structure } = request.store;
    const caller = requestCaller(request, 'schema.bases:write');
    const id = await structure.createBase(caller, readNewBase(request.body));
    reply.code(201);
    return shownBase(await structure.base(caller, id), caller);
  });

  app.get('/v1/bases/:baseId', async (request) => {
    const { structure } = request.store;
    const caller = requestCaller(request, 'schema.bases:read');
    return shownBase(await structure.base(caller, pathPart(request, 'baseId')), caller);
  });

  app.patch('/v1/bases/:baseId', async (request) => {
    const { structure } = request.store;
    const caller = requestCaller(request, 'schema.bases:write');
    const baseId = pathPart(request, 'baseId');
    await structure.changeBase(caller, baseId, readBaseChange(request.body));
    return shownBase(await structure.base(caller, baseId), caller);
  });

  app.delete('/v1/bases/:baseId', async (request, reply) => {
    const { structure } = request.store;
    await structure.deleteBase(requestCaller(request, 'schema.bases:write'), pathPart(request, 'baseId'));
    reply.code(204);
  });

  const table = async (
    { structure }: StoreParts,
    caller: ReturnType<typeof requestCaller>,
    baseId: string,
    tableId: string,
  ) => {
    const { model, counts } = await structure.base(caller, baseId);
    return shownTable(model.table(tableId), counts);
  };

  app.post('/v1/bases/:baseId/tables', async (request, reply) => {
    const { structure } = request.store;
    const caller = requestCaller(request, 'schema.bases:write');
    const baseId = pathPart(request, 'baseId');
    const tableId = await structure.createTable(caller, baseId, readNewTable(request.body));
    reply.code(201);
    return table(request.store, caller, baseId, tableId);
  });

  app.patch('/v1/bases/:baseId/tables/:tableId', async (request) => {
    const { structure } = request.store;
    const caller = requestCaller(request, 'schema.bases:write');
    const [baseId, tableId] = [pathPart(request, 'baseId'), pathPart(request, 'tableId')];
    await structure.changeTable(caller, baseId, tableId, readTableChange(request.body));
    return table(request.store, caller, baseId, tableId);
  });

  app.delete('/v1/bases/:baseId/tables/:tableId', async (request) => {
    const { structure } = request.store;
    const caller = requestCaller(request, 'schema.bases:write');
    const [baseId, tableId] = [pathPart(request, 'baseId'), pathPart(request, 'tableId')];
    return { seq: await structure.deleteTable(caller, baseId, tableId) };
  });

  app.post('/v1/bases/:baseId/tables/:tableId/fields', async (request, reply) => {
    const { structure } = request.store;
    const caller = requestCaller(request, 'schema.bases:write');
    const body = readNewField(request.body);
    const field = await structure.createField(
      caller,
      pathPart(request, 'baseId'),
      pathPart(request, 'tableId'),
      body,
    );
    reply.code(201);
    return field;
  });

  app.patch('/v1/bases/:baseId/tables/:tableId/fields/:fieldId', async (request) => {
    const { structure } = request.store;
    const caller = requestCaller(request, 'schema.bases:write');
    const change = readFieldChange(request.body);
    return structure.changeField(
      caller,
      pathPart(request, 'baseId'),
      pathPart(request, 'tableId'),
      pathPart(request, 'fieldId'),
      change,
    );
  });

  app.post('/v1/bases/:baseId/tables/:tableId/fields/:fieldId/conversion', async (request) => {
    const { structure } = request.store;
    const caller = requestCaller(request, 'schema.bases:write');
    const { preview, ...wanted } = readConversion(request.body);
    const place = [
      pathPart(request, 'baseId'),
      pathPart(request, 'tableId'),
      pathPart(request, 'fieldId'),
    ] as const;
    return preview
      ? { report: await structure.previewConversion(caller, ...place, wanted) }
      : structure.convertField(caller, ...place, wanted);
  });

  app.post('/v1/bases/:baseId/tables/:tableId/fields/:fieldId/duplicate', async (request, reply) => {
    const caller = requestCaller(request, 'schema.bases:write');
    const copy = await request.store.structure.duplicateField(
      caller,
      pathPart(request, 'baseId'),
      pathPart(request, 'tableId'),
      pathPart(request, 'fieldId'),
      readDuplicate(request.body),
    );
    return reply.status(201).send(copy);
  });

  app.post(
    '/v1/bases/:baseId/tables/:tableId/fields/preview',
    { config: { reads: true } },
    async (request) => {
      const caller = requestCaller(request, 'schema.bases:write');
      return request.store.structure.previewField(
        caller,
        pathPart(request, 'baseId'),
        pathPart(request, 'tableId'),
        readFieldPreview(request.body),
      );
    },
  );

  app.delete('/v1/bases/:baseId/tables/:tableId/fields/:fieldId', async (request) => {
    const { structure } = request.store;
    const caller = requestCaller(request, 'schema.bases:write');
    const [baseId, tableId] = [pathPart(request, 'baseId'), pathPart(request, 'tableId')];
    return { seq: await structure.deleteField(caller, baseId, tableId, pathPart(request, 'fieldId')) };
  });

  app.post('/v1/bases/:baseId/tables/:tableId/place', async (request, reply) => {
    const { structure } = request.store;
    const caller = requestCaller(request, 'schema.bases:write');
    const before = readPlace(request.body);
    await structure.placeTable(caller, pathPart(request, 'baseId'), pathPart(request, 'tableId'), before);
    reply.code(204);
  });

  app.post('/v1/bases/:baseId/tables/:tableId/fields/:fieldId/place', async (request, reply) => {
    const { structure } = request.store;
    const caller = requestCaller(request, 'schema.bases:write');
    const before = readPlace(request.body);
    await structure.placeField(
      caller,
      pathPart(request, 'baseId'),
      pathPart(request, 'tableId'),
      pathPart(request, 'fieldId'),
      before,
    );
    reply.code(204);
  });

  app.post('/v1/bases/:baseId/tables/:tableId/views', async (request, reply) => {
    const { structure } = request.store;
    const caller = requestCaller(request, 'schema.bases:write');
    const body = readNewView(request.body);
    reply.code(201);
    return structure.createView(caller, pathPart(request, 'baseId'), pathPart(request, 'tableId'), body);
  });

  app.patch('/v1/bases/:baseId/tables/:tableId/views/:viewId', async (request) => {
    const { structure } = request.store;
    const caller = requestCaller(request, 'schema.bases:write');
    const change = readViewChange(request.body);
    return structure.changeView(
      caller,
      pathPart(request, 'baseId'),
      pathPart(request, 'tableId'),
      pathPart(request, 'viewId'),
      change,
    );
  });

  app.post('/v1/bases/:baseId/tables/:tableId/views/:viewId/place', async (request, reply) => {
    const { structure } = request.store;
    const caller = requestCaller(request, 'schema.bases:write');
    const before = readPlace(request.body);
    await structure.placeView(
      caller,
      pathPart(request, 'baseId'),
      pathPart(request, 'tableId'),
      pathPart(request, 'viewId'),
      before,
    );
    reply.code(204);
  });

  app.delete('/v1/bases/:baseId/tables/:tableId/views/:viewId', async (request, reply) => {
    const { structure } = request.store;
    const caller = requestCaller(request, 'schema.bases:write');
    await structure.deleteView(
      caller,
      pathPart(request, 'baseId'),
      pathPart(request, 'tableId'),
      pathPart(request, 'viewId'),
    );
    reply.code(204);
  });
}
