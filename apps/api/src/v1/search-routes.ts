import { appError, SEARCH_LIMITS } from '@pyairtable/contracts';
import type { Server } from '@pyairtable/server-kit';
import type { Store } from '@pyairtable/store-postgres';
import { cellFormat } from '../v0/list-parameters';
import { pathPart } from '../wire/path-ids';
import { QueryParameters } from '../wire/query-parameters';
import { requestCaller } from '../wire/request-caller';
import { sendJsonText } from '../wire/send-json';

const invalid = () => appError('INVALID_REQUEST_UNKNOWN');

/** What is sought, and in whose eyes: `timeZone` and `userLocale` as for `cellFormat=string`. */
function soughtIn(query: QueryParameters) {
  const text = query.text('query');
  const form = cellFormat('string', query.text('timeZone'), query.text('userLocale'));
  if (text === undefined || text.length > SEARCH_LIMITS.query || form.kind !== 'string') throw invalid();
  return { query: text, to: { timeZone: form.timeZone, locale: form.locale } };
}

function listed(query: QueryParameters, limits: { default: number; max: number }): number {
  const limit = query.integer('limit') ?? limits.default;
  if (limit < 1 || limit > limits.max) throw invalid();
  return limit;
}

/** Search in the texts that cells show. */
export function installSearchRoutes(app: Server, { search }: Store): void {
  app.get('/v1/bases/:baseId/tables/:tableId/search', async (request, reply) => {
    const caller = requestCaller(request, 'data.records:read');
    const query = new QueryParameters(request.raw.url ?? '').only(
      'view',
      'query',
      'after',
      'limit',
      'timeZone',
      'userLocale',
    );
    const answer = await search.view(caller, pathPart(request, 'baseId'), pathPart(request, 'tableId'), {
      ...soughtIn(query),
      view: query.text('view'),
      after: query.integer('after') ?? null,
      limit: listed(query, SEARCH_LIMITS.matches),
    });
    return sendJsonText(reply, answer);
  });

  app.get('/v1/bases/:baseId/search', async (request) => {
    const caller = requestCaller(request, 'data.records:read');
    const query = new QueryParameters(request.raw.url ?? '').only('query', 'limit', 'timeZone', 'userLocale');
    const limit = listed(query, SEARCH_LIMITS.base.matches);
    return search.base(caller, pathPart(request, 'baseId'), { ...soughtIn(query), limit });
  });
}
