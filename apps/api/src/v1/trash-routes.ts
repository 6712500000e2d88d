import { appError, TRASH_ITEMS } from '@pyairtable/contracts';
import type { Server } from '@pyairtable/server-kit';
import { pathPart } from '../wire/path-ids';
import { QueryParameters } from '../wire/query-parameters';
import { requestCaller } from '../wire/request-caller';

function readLimit(limit: number = TRASH_ITEMS.default): number {
  if (limit < 1 || limit > TRASH_ITEMS.max) throw appError('INVALID_REQUEST_UNKNOWN');
  return limit;
}

/** A number of the log; anything else is no item of the trash. */
function readSeq(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw appError('ROUTE_NOT_FOUND');
  return Number(text);
}

/** What was deleted, and the way back. */
export function installTrashRoutes(app: Server): void {
  app.get('/v1/bases/:baseId/trash', async (request) => {
    const caller = requestCaller(request, 'data.records:read', 'schema.bases:read');
    const query = new QueryParameters(request.raw.url ?? '').only('before', 'limit');
    return request.store.trash.list(caller, pathPart(request, 'baseId'), {
      before: query.integer('before') ?? null,
      limit: readLimit(query.integer('limit')),
    });
  });

  app.post('/v1/bases/:baseId/trash/:seq/restore', async (request) => {
    const caller = requestCaller(request, 'data.records:write', 'schema.bases:write');
    return request.store.trash.restore(
      caller,
      pathPart(request, 'baseId'),
      readSeq(pathPart(request, 'seq')),
    );
  });

  app.get('/v1/trash', async (request) =>
    request.store.trash.bases(requestCaller(request, 'schema.bases:read')),
  );

  app.post('/v1/trash/:baseId/restore', async (request, reply) => {
    const caller = requestCaller(request, 'schema.bases:write');
    await request.store.trash.restoreBase(caller, pathPart(request, 'baseId'));
    reply.code(204);
  });

  app.delete('/v1/trash/:baseId', async (request, reply) => {
    const caller = requestCaller(request, 'schema.bases:write');
    await request.store.trash.dropBase(caller, pathPart(request, 'baseId'));
    reply.code(204);
  });
}
