import { appError, Op, MAX_FIELDS, SUMMARY_LIMITS, SummariesQuery } from '@pyairtable/contracts';
import { isId } from '@pyairtable/kernel';
import type { Server } from '@pyairtable/server-kit';
import type { Store } from '@pyairtable/store-postgres';
import { Compile } from 'typebox/compile';
import { requireKeys, requireObject } from '../wire/json-shape';
import { pathPart } from '../wire/path-ids';
import { QueryParameters } from '../wire/query-parameters';
import { requestCaller } from '../wire/request-caller';
import { sendJsonText } from '../wire/send-json';

const MAX_ROWS = 500;
/** Rows that a person may choose for one act. */
const MAX_ROW_IDS = 200_000;
const MAX_TITLES = 50;
const MAX_TITLE_QUERY = 1_000;
const OpShape = Compile(Op);
const SummariesShape = Compile(SummariesQuery);

const invalid = () => appError('INVALID_REQUEST_UNKNOWN');

function within(value: number | undefined, fallback: number, most: number): number {
  const number = value ?? fallback;
  if (number < 1 || number > most) throw invalid();
  return number;
}

function readIds(kind: 'record' | 'field', value: unknown, most: number): string[] {
  if (!Array.isArray(value) || value.length > most || !value.every((id) => isId(kind, id))) throw invalid();
  return value;
}

/** The body as an op; INVALID_REQUEST_UNKNOWN for anything else. */
export function readOp(body: unknown): Op {
  if (!OpShape.Check(body)) throw invalid();
  return body;
}

function readSummaries(body: unknown): SummariesQuery {
  if (!SummariesShape.Check(body)) throw invalid();
  if (Object.keys(body.summaries).length > SUMMARY_LIMITS.fields) throw invalid();
  return body;
}

/** Rows, ops and the log as our own programs read and send them: raw cells. */
export function installRowRoutes(app: Server, { rows, changes }: Store): void {
  app.get('/v1/bases/:baseId/tables/:tableId/rows', async (request, reply) => {
    const caller = requestCaller(request, 'data.records:read');
    const query = new QueryParameters(request.raw.url ?? '').only('view', 'start', 'limit', 'after');
    const answer = await rows.window(caller, pathPart(request, 'baseId'), pathPart(request, 'tableId'), {
      view: query.text('view'),
      start: query.integer('start') ?? 0,
      limit: within(query.integer('limit'), 100, MAX_ROWS),
      after: query.integer('after') ?? null,
    });
    return sendJsonText(reply, answer);
  });

  app.get('/v1/bases/:baseId/tables/:tableId/rows/ids', async (request, reply) => {
    const caller = requestCaller(request, 'data.records:read');
    const query = new QueryParameters(request.raw.url ?? '').only('view', 'start', 'limit');
    const answer = await rows.ids(caller, pathPart(request, 'baseId'), pathPart(request, 'tableId'), {
      view: query.text('view'),
      start: query.integer('start') ?? 0,
      limit: within(query.integer('limit'), MAX_ROW_IDS, MAX_ROW_IDS),
    });
    return sendJsonText(reply, answer);
  });

  app.post(
    '/v1/bases/:baseId/tables/:tableId/rows/read',
    { config: { reads: true } },
    async (request, reply) => {
      const caller = requestCaller(request, 'data.records:read');
      const body = requireObject(request.body ?? {});
      requireKeys(body, ['ids', 'fields']);
      const ids = readIds('record', body['ids'], MAX_ROWS);
      const fields = body['fields'] === undefined ? undefined : readIds('field', body['fields'], MAX_FIELDS);
      return sendJsonText(
        reply,
        await rows.read(caller, pathPart(request, 'baseId'), pathPart(request, 'tableId'), ids, fields),
      );
    },
  );

  app.get('/v1/bases/:baseId/tables/:tableId/rows/:recordId', async (request, reply) => {
    const caller = requestCaller(request, 'data.records:read');
    const [baseId, tableId] = [pathPart(request, 'baseId'), pathPart(request, 'tableId')];
    return sendJsonText(reply, await rows.one(caller, baseId, tableId, pathPart(request, 'recordId')));
  });

  app.get('/v1/bases/:baseId/tables/:tableId/titles', async (request, reply) => {
    const caller = requestCaller(request, 'data.records:read');
    const query = new QueryParameters(request.raw.url ?? '').only('q', 'limit', 'view');
    const text = query.text('q') ?? '';
    if (text.length > MAX_TITLE_QUERY) throw invalid();
    const limit = within(query.integer('limit'), 20, MAX_TITLES);
    return sendJsonText(
      reply,
      await rows.titles(caller, pathPart(request, 'baseId'), pathPart(request, 'tableId'), {
        view: query.text('view'),
        text,
        limit,
      }),
    );
  });

  app.get('/v1/bases/:baseId/tables/:tableId/groups', async (request, reply) => {
    const caller = requestCaller(request, 'data.records:read');
    const view = new QueryParameters(request.raw.url ?? '').only('view').text('view');
    const [baseId, tableId] = [pathPart(request, 'baseId'), pathPart(request, 'tableId')];
    return sendJsonText(reply, await rows.groups(caller, baseId, tableId, view));
  });

  app.post(
    '/v1/bases/:baseId/tables/:tableId/summaries',
    { config: { reads: true } },
    async (request, reply) => {
      const caller = requestCaller(request, 'data.records:read');
      const [baseId, tableId] = [pathPart(request, 'baseId'), pathPart(request, 'tableId')];
      return sendJsonText(reply, await rows.summaries(caller, baseId, tableId, readSummaries(request.body)));
    },
  );

  app.post('/v1/bases/:baseId/ops', async (request) => {
    const caller = requestCaller(request, 'data.records:write');
    return request.store.ops.execute(caller, pathPart(request, 'baseId'), readOp(request.body));
  });

  app.get('/v1/bases/:baseId/changes', async (request) => {
    const caller = requestCaller(request, 'data.records:read', 'schema.bases:read');
    const query = new QueryParameters(request.raw.url ?? '').only('after', 'limit');
    const baseId = pathPart(request, 'baseId');
    const [level] = await changes.levels(baseId, [caller]);
    if (level === undefined || level === 'none') throw appError('INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND');
    const run = await changes.read(
      baseId,
      query.integer('after') ?? 0,
      within(query.integer('limit'), 100, MAX_ROWS),
    );
    if (run.changes === null) throw appError('LIST_RECORDS_ITERATOR_NOT_AVAILABLE');
    return run;
  });
}
