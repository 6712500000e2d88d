import { identityOf, type Server } from '@pyairtable/server-kit';
import { requireKeys, requireObject, requireText } from '../wire/json-shape';
import { pathPart } from '../wire/path-ids';
import { requestCaller } from '../wire/request-caller';

const MAX_NAME = 255;

function readName(given: unknown): string {
  const body = requireObject(given ?? {});
  requireKeys(body, ['name']);
  return requireText(body['name'], MAX_NAME);
}

/** Workspaces of the person who asks. */
export function installWorkspaceRoutes(app: Server): void {
  app.get('/v1/workspaces', async (request) => ({
    workspaces: await request.store.workspaces.list(requestCaller(request, 'schema.bases:read')),
  }));

  app.post('/v1/workspaces', async (request, reply) => {
    const { workspaces } = request.store;
    const caller = requestCaller(request, 'workspacesAndBases:write');
    identityOf(request);
    reply.code(201);
    return workspaces.create(caller, readName(request.body));
  });

  app.patch('/v1/workspaces/:workspaceId', async (request) => {
    const { workspaces } = request.store;
    const caller = requestCaller(request, 'workspacesAndBases:write');
    const id = pathPart(request, 'workspaceId');
    const name = readName(request.body);
    await workspaces.rename(caller, id, name);
    return { id, name };
  });
}
