import { appError, HISTORY_ENTRIES } from '@pyairtable/contracts';
import { isId } from '@pyairtable/kernel';
import type { Server } from '@pyairtable/server-kit';
import { pathPart } from '../wire/path-ids';
import { QueryParameters } from '../wire/query-parameters';
import { requestCaller } from '../wire/request-caller';

function readLimit(limit: number = HISTORY_ENTRIES.default): number {
  if (limit < 1 || limit > HISTORY_ENTRIES.max) throw appError('INVALID_REQUEST_UNKNOWN');
  return limit;
}

function readField(id: string | undefined): string | undefined {
  if (id !== undefined && !isId('field', id)) throw appError('INVALID_REQUEST_UNKNOWN');
  return id;
}

/** What the log tells of the past. */
export function installHistoryRoutes(app: Server): void {
  app.get('/v1/bases/:baseId/tables/:tableId/records/:recordId/history', async (request) => {
    const caller = requestCaller(request, 'data.records:read');
    const query = new QueryParameters(request.raw.url ?? '').only('field', 'before', 'limit');
    return request.store.history.ofRecord(
      caller,
      pathPart(request, 'baseId'),
      pathPart(request, 'tableId'),
      pathPart(request, 'recordId'),
      {
        fieldId: readField(query.text('field')),
        before: query.integer('before') ?? null,
        limit: readLimit(query.integer('limit')),
      },
    );
  });
}
