import { appError, MAX_NAME_LENGTH } from '@pyairtable/contracts';
import { identityOf, type Server } from '@pyairtable/server-kit';
import type { BaseSummary } from '@pyairtable/store-postgres';
import type { FastifyRequest } from 'fastify';
import { requireKeys, requireObject, requireText } from '../wire/json-shape';
import { pathPart } from '../wire/path-ids';
import { QueryParameters } from '../wire/query-parameters';
import { requestCaller } from '../wire/request-caller';
import {
  readAirtableField,
  readFieldChange,
  readTableBody,
  readTableChange,
  readTables,
} from './meta-bodies';
import { publicField, publicTable, shownView } from './shown-table';

const BASES_PER_PAGE = 1_000;

/** `include[]=visibleFieldIds` and nothing else. */
function wantsVisibleFields(request: FastifyRequest): boolean {
  const included = new QueryParameters(request.raw.url ?? '').only('include').list('include') ?? [];
  if (included.some((name) => name !== 'visibleFieldIds')) throw appError('INVALID_REQUEST_UNKNOWN');
  return included.length > 0;
}

/** Owners are of workspaces: on a base the public API knows nothing above `create`. */
const listedBase = ({ id, name, permissionLevel }: BaseSummary) => ({
  id,
  name,
  permissionLevel: permissionLevel === 'owner' ? 'create' : permissionLevel,
});

const noQuery = (request: FastifyRequest) => void new QueryParameters(request.raw.url ?? '').only();

/** Structure as Airtable's Web API serves it. */
export function installMetaRoutes(app: Server): void {
  app.get('/v0/meta/whoami', async (request) => {
    noQuery(request);
    const { sub, email, scopes } = identityOf(request);
    return { id: sub, ...(scopes.includes('user.email:read') ? { email } : {}) };
  });

  app.get('/v0/meta/bases', async (request) => {
    const { structure } = request.store;
    const caller = requestCaller(request, 'schema.bases:read');
    const offset = new QueryParameters(request.raw.url ?? '').only('offset').text('offset');
    const [, after] = /^itr[0-9A-Za-z]{14}\/(app[0-9A-Za-z]{14})$/.exec(offset ?? '') ?? [];
    if (offset !== undefined && after === undefined)
      throw appError('INVALID_OFFSET_VALUE', `The value of offset ${offset.slice(0, 100)} is invalid`);
    const bases = await structure.bases(caller, BASES_PER_PAGE + 1, after);
    const page = bases.slice(0, BASES_PER_PAGE).map(listedBase);
    return {
      bases: page,
      ...(bases.length > page.length ? { offset: `itr00000000000000/${page.at(-1)?.id}` } : {}),
    };
  });

  app.post('/v0/meta/bases', async (request) => {
    const { structure } = request.store;
    const caller = requestCaller(request, 'schema.bases:write');
    noQuery(request);
    const body = requireObject(request.body ?? {});
    if (body['workspaceId'] === undefined) throw appError('INVALID_REQUEST');
    requireKeys(body, ['name', 'workspaceId', 'tables']);
    const id = await structure.createBase(caller, {
      name: requireText(body['name'], MAX_NAME_LENGTH),
      workspaceId: requireText(body['workspaceId'], 64),
      tables: readTables(body['tables'], 1),
    });
    const { model } = await structure.base(caller, id);
    return { id, tables: model.tables.map((table) => publicTable(table)) };
  });

  app.get('/v0/meta/bases/:baseId/tables', async (request) => {
    const { structure } = request.store;
    const caller = requestCaller(request, 'schema.bases:read');
    const visible = wantsVisibleFields(request);
    const { model } = await structure.base(caller, pathPart(request, 'baseId'));
    return { tables: model.tables.map((table) => publicTable(table, visible)) };
  });

  app.post('/v0/meta/bases/:baseId/tables', async (request) => {
    const { structure } = request.store;
    const caller = requestCaller(request, 'schema.bases:write');
    noQuery(request);
    const baseId = pathPart(request, 'baseId');
    const tableId = await structure.createTable(caller, baseId, readTableBody(request.body ?? {}));
    const { model } = await structure.base(caller, baseId);
    return publicTable(model.table(tableId));
  });

  app.post('/v0/meta/bases/:baseId/tables/:tableIdOrName/fields', async (request) => {
    const { structure } = request.store;
    const caller = requestCaller(request, 'schema.bases:write');
    noQuery(request);
    const body = readAirtableField(request.body ?? {});
    const [baseId, table] = [pathPart(request, 'baseId'), pathPart(request, 'tableIdOrName')];
    return publicField(await structure.createField(caller, baseId, table, body));
  });

  app.patch('/v0/meta/bases/:baseId/tables/:tableIdOrName', async (request) => {
    const { structure } = request.store;
    const caller = requestCaller(request, 'schema.bases:write');
    noQuery(request);
    const change = readTableChange(request.body);
    if (change.name === undefined && change.description === undefined)
      throw appError('INVALID_REQUEST_UNKNOWN');
    const [baseId, tableName] = [pathPart(request, 'baseId'), pathPart(request, 'tableIdOrName')];
    const { model } = await structure.base(caller, baseId);
    const { id } = model.table(tableName);
    await structure.changeTable(caller, baseId, id, change);
    return publicTable((await structure.base(caller, baseId)).model.table(id));
  });

  app.patch('/v0/meta/bases/:baseId/tables/:tableIdOrName/fields/:fieldId', async (request) => {
    const { structure } = request.store;
    const caller = requestCaller(request, 'schema.bases:write');
    noQuery(request);
    const change = readFieldChange(request.body);
    const { name, description, options } = change;
    if (name === undefined && description === undefined && options === undefined)
      throw appError('INVALID_REQUEST_UNKNOWN');
    const [baseId, table] = [pathPart(request, 'baseId'), pathPart(request, 'tableIdOrName')];
    const fieldId = pathPart(request, 'fieldId');
    if (options !== undefined) {
      // Of options Airtable changes the text of a formula only.
      requireKeys(requireObject(options), ['formula']);
      const { model } = await structure.base(caller, baseId);
      if (model.table(table).fieldById(fieldId)?.type !== 'formula')
        throw appError('INVALID_REQUEST_UNKNOWN');
    }
    return publicField(await structure.changeField(caller, baseId, table, fieldId, change));
  });

  app.get('/v0/meta/bases/:baseId/views', async (request) => {
    const { structure } = request.store;
    const caller = requestCaller(request, 'workspacesAndBases:read');
    const visible = wantsVisibleFields(request);
    const { model } = await structure.base(caller, pathPart(request, 'baseId'));
    return {
      views: model.tables.flatMap((table) => table.views.map((view) => shownView(view, table, visible))),
    };
  });

  app.get('/v0/meta/bases/:baseId/views/:viewId', async (request) => {
    const { structure } = request.store;
    const caller = requestCaller(request, 'workspacesAndBases:read');
    const visible = wantsVisibleFields(request);
    const { model } = await structure.base(caller, pathPart(request, 'baseId'));
    for (const table of model.tables) {
      const view = table.views.find(({ id }) => id === pathPart(request, 'viewId'));
      if (view) return shownView(view, table, visible);
    }
    throw appError('INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND');
  });
}
