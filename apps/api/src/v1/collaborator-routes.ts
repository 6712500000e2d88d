import { appError, GRANTABLE_LEVELS, type GrantableLevel } from '@pyairtable/contracts';
import { peopleFor } from '@pyairtable/core';
import type { Server } from '@pyairtable/server-kit';
import type { Invitation } from '@pyairtable/store-postgres';
import { type JsonObject, requireKeys, requireObject, requireText } from '../wire/json-shape';
import { pathPart } from '../wire/path-ids';
import { requestCaller } from '../wire/request-caller';

const MAX_ADDRESS = 320;

function readBody(given: unknown, keys: readonly string[]): JsonObject {
  const body = requireObject(given ?? {});
  requireKeys(body, keys);
  return body;
}

function readLevel({ permissionLevel }: JsonObject): GrantableLevel {
  const level = GRANTABLE_LEVELS.find((one) => one === permissionLevel);
  if (!level) throw appError('INVALID_REQUEST_UNKNOWN');
  return level;
}

function readInvitation(given: unknown): Invitation {
  const body = readBody(given, ['email', 'permissionLevel']);
  const email = requireText(body['email'], MAX_ADDRESS).trim();
  if (email === '') throw appError('INVALID_REQUEST_UNKNOWN');
  return { email, permissionLevel: readLevel(body) };
}

/** Who shares a base. Giving access takes the scope that making workspaces does: it reaches further than structure. */
export function installCollaboratorRoutes(app: Server): void {
  app.get('/v1/bases/:baseId/collaborators', async (request) => {
    const { collaborators } = request.store;
    const caller = requestCaller(request, 'schema.bases:read');
    return {
      collaborators: peopleFor(caller, await collaborators.list(caller, pathPart(request, 'baseId'))),
    };
  });

  app.post('/v1/bases/:baseId/collaborators', async (request, reply) => {
    const { collaborators } = request.store;
    const caller = requestCaller(request, 'workspacesAndBases:write');
    const invitation = readInvitation(request.body);
    const added = await collaborators.add(caller, pathPart(request, 'baseId'), invitation);
    reply.code(201);
    return peopleFor(caller, [added])[0];
  });

  app.patch('/v1/bases/:baseId/collaborators/:userId', async (request) => {
    const { collaborators } = request.store;
    const caller = requestCaller(request, 'workspacesAndBases:write');
    const level = readLevel(readBody(request.body, ['permissionLevel']));
    const [baseId, userId] = [pathPart(request, 'baseId'), pathPart(request, 'userId')];
    return peopleFor(caller, [await collaborators.setLevel(caller, baseId, userId, level)])[0];
  });

  app.delete('/v1/bases/:baseId/collaborators/:userId', async (request, reply) => {
    const { collaborators } = request.store;
    const caller = requestCaller(request, 'workspacesAndBases:write');
    await collaborators.remove(caller, pathPart(request, 'baseId'), pathPart(request, 'userId'));
    reply.code(204);
  });
}
