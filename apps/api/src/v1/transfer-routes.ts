import { appError } from '@pyairtable/contracts';
import { type KnownUsers, parseBaseFile, toBaseFile } from '@pyairtable/core';
import { isId } from '@pyairtable/kernel';
import { requireKind, type Server } from '@pyairtable/server-kit';
import type { Store } from '@pyairtable/store-postgres';
import {
  isObject,
  optionalFlag,
  optionalText,
  requireKeys,
  requireObject,
  requireText,
} from '../wire/json-shape';
import { pathPart } from '../wire/path-ids';
import { QueryParameters } from '../wire/query-parameters';
import { requestCaller } from '../wire/request-caller';

const MAX_FILE_BYTES = 256 * 1024 * 1024;
const IMPORT_TIMEOUT_MS = 290_000;
const MAX_USERS = 10_000;
const SHOWN_PROBLEMS = 20;

function knownUsers(given: unknown): KnownUsers {
  const users = requireObject(given ?? {});
  if (Object.keys(users).length > MAX_USERS) throw appError('INVALID_REQUEST_UNKNOWN');
  return Object.fromEntries(
    Object.entries(users).map(([key, user]) => {
      if (!isObject(user) || !isId('user', user['id'])) throw appError('INVALID_REQUEST_UNKNOWN');
      const name = optionalText(user['name'], 1_000) ?? '';
      return [key, { id: user['id'], email: requireText(user['email'], 1_000), name }];
    }),
  );
}

/** Whole bases as files: export for members, both ways for the operator. */
export function installTransferRoutes(app: Server, { transfer, structure }: Store): void {
  app.get('/v1/bases/:baseId/export', async (request) => {
    // The file names the base's people by their addresses.
    const caller = requestCaller(request, 'data.records:read', 'schema.bases:read', 'user.email:read');
    const baseId = pathPart(request, 'baseId');
    await structure.base(caller, baseId);
    return toBaseFile(await transfer.exportPlan(baseId, request.signal));
  });

  const operator = { onRequest: requireKind('operator') };

  app.get('/v1/admin/bases', operator, async (request) => {
    const name = new QueryParameters(request.raw.url ?? '').only('name').text('name');
    return { bases: await transfer.findBases(name ?? null) };
  });

  app.get(
    '/v1/admin/bases/:baseId/export',
    { ...operator, handlerTimeout: IMPORT_TIMEOUT_MS },
    async (request) => toBaseFile(await transfer.exportPlan(pathPart(request, 'baseId'), request.signal)),
  );

  const large = { ...operator, bodyLimit: MAX_FILE_BYTES, handlerTimeout: IMPORT_TIMEOUT_MS };
  app.post('/v1/admin/bases/import', large, async (request, reply) => {
    const body = requireObject(request.body ?? {});
    requireKeys(body, ['file', 'workspaceId', 'ownerId', 'users', 'check']);
    const { workspaceId, ownerId } = body;
    if (!isId('user', ownerId)) throw appError('INVALID_REQUEST_UNKNOWN');
    if (workspaceId !== undefined && !isId('workspace', workspaceId))
      throw appError('INVALID_REQUEST_UNKNOWN');
    const check = optionalFlag(body['check']);
    const people = knownUsers(body['users']);
    const plan = parseBaseFile(body['file'], { users: people });
    if (!plan.ok) {
      const shown = plan.error.slice(0, SHOWN_PROBLEMS).map(({ path, message }) => `${path}: ${message}`);
      throw appError('INVALID_BASE_FILE', shown.join('\n'));
    }
    // The operator's tool asks first, and makes accounts for the file's people only when the file will do.
    if (check) {
      await transfer.checkPlan(plan.value, { workspaceId, ownerId });
      return {};
    }
    // An owner who never called yet is unknown here, and the base would export records made by nobody.
    const { users } = plan.value;
    const unlisted = users.some(({ id }) => id === ownerId)
      ? []
      : Object.values(people)
          .filter(({ id }) => id === ownerId)
          .slice(0, 1);
    const placed = { ...plan.value, users: [...users, ...unlisted] };
    reply.code(201);
    return request.store.transfer.importPlan(placed, { workspaceId, ownerId });
  });
}
