import type { Server } from '@pyairtable/server-kit';
import type { RecordForm, Store } from '@pyairtable/store-postgres';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { requireObject } from '../wire/json-shape';
import { pathPart } from '../wire/path-ids';
import { QueryParameters } from '../wire/query-parameters';
import { requestCaller } from '../wire/request-caller';
import { sendJsonText } from '../wire/send-json';
import {
  type CellFormat,
  cellFormat,
  type ListParameters,
  listParametersFromBody,
  listParametersFromQuery,
} from './list-parameters';
import { readBatchBody, readCreateBody, readDeleteIds, readUpdateBody, type WriteBody } from './write-bodies';

const place = (request: FastifyRequest) => ({
  baseId: pathPart(request, 'baseId'),
  tableName: pathPart(request, 'tableIdOrName'),
});

const recordForm = (format: CellFormat, byFieldId: boolean): RecordForm =>
  format.kind === 'json' ? { kind: 'json', byFieldId } : { ...format, kind: 'text', byFieldId };

/** The query of a write. Old clients leave an option of lists in it, which has never had an effect there. */
const writeQuery = (request: FastifyRequest, ...names: string[]) =>
  new QueryParameters(request.raw.url ?? '').only(...names, 'returnFieldsByFieldId');

/** The records of a table as Airtable's Web API serves them. */
export function installRecordRoutes(app: Server, store: Store): void {
  const { records } = store;

  const list = async (request: FastifyRequest, reply: FastifyReply, read: () => ListParameters) => {
    const caller = requestCaller(request, 'data.records:read');
    const parameters = read();
    const { baseId, tableName } = place(request);
    const page = await records.list(
      caller,
      baseId,
      tableName,
      parameters,
      recordForm(parameters.cellFormat, parameters.byFieldId),
    );
    const offset = page.offset ? `,"offset":"${page.offset}"` : '';
    return sendJsonText(reply, `{"records":[${page.records}]${offset}}`);
  };

  app.get('/v0/:baseId/:tableIdOrName', (request, reply) =>
    list(request, reply, () => listParametersFromQuery(new QueryParameters(request.raw.url ?? ''))),
  );

  app.post('/v0/:baseId/:tableIdOrName/listRecords', { config: { reads: true } }, (request, reply) =>
    list(request, reply, () =>
      listParametersFromBody(requireObject(request.body ?? {}), new QueryParameters(request.raw.url ?? '')),
    ),
  );

  app.get('/v0/:baseId/:tableIdOrName/:recordId', async (request, reply) => {
    const caller = requestCaller(request, 'data.records:read');
    const query = new QueryParameters(request.raw.url ?? '').only(
      'cellFormat',
      'timeZone',
      'userLocale',
      'returnFieldsByFieldId',
      'includeDateDependencyMetadata',
    );
    query.flag('includeDateDependencyMetadata');
    const format = cellFormat(query.text('cellFormat'), query.text('timeZone'), query.text('userLocale'));
    const { baseId, tableName } = place(request);
    const form = recordForm(format, query.flag('returnFieldsByFieldId'));
    return sendJsonText(
      reply,
      await records.read(caller, baseId, tableName, pathPart(request, 'recordId'), form),
    );
  });

  const write = (request: FastifyRequest, { command, ...options }: WriteBody) =>
    request.store.records.execute(
      requestCaller(request, 'data.records:write'),
      pathPart(request, 'baseId'),
      command,
      options,
    );

  app.post('/v0/:baseId/:tableIdOrName', async (request, reply) => {
    requestCaller(request, 'data.records:write');
    writeQuery(request);
    const { single, ...body } = readCreateBody(request.body ?? {}, place(request).tableName);
    const { records } = await write(request, body);
    return sendJsonText(reply, single ? records : `{"records":[${records}]}`);
  });

  app.route({
    method: ['PATCH', 'PUT'],
    url: '/v0/:baseId/:tableIdOrName/:recordId',
    handler: async (request, reply) => {
      requestCaller(request, 'data.records:write');
      writeQuery(request);
      const replace = request.method === 'PUT';
      const recordId = pathPart(request, 'recordId');
      const body = readUpdateBody(request.body ?? {}, place(request).tableName, replace, recordId);
      return sendJsonText(reply, (await write(request, body)).records);
    },
  });

  app.route({
    method: ['PATCH', 'PUT'],
    url: '/v0/:baseId/:tableIdOrName',
    handler: async (request, reply) => {
      requestCaller(request, 'data.records:write');
      writeQuery(request);
      const replace = request.method === 'PUT';
      const body = readBatchBody(request.body ?? {}, place(request).tableName, replace);
      const { records, report } = await write(request, body);
      const told = { createdRecords: report.createdIds, updatedRecords: report.updatedIds };
      const upserted = body.command.kind === 'upsert' ? `,${JSON.stringify(told).slice(1, -1)}` : '';
      return sendJsonText(reply, `{"records":[${records}]${upserted}}`);
    },
  });

  const remove = async (request: FastifyRequest, recordIds: readonly string[]) => {
    const command = { kind: 'delete' as const, table: place(request).tableName, recordIds };
    await write(request, { command, answer: null, absent: 'record' });
    return recordIds.map((id) => ({ id, deleted: true }));
  };

  app.delete('/v0/:baseId/:tableIdOrName/:recordId', async (request) => {
    requestCaller(request, 'data.records:write');
    writeQuery(request);
    const [deleted] = await remove(request, [pathPart(request, 'recordId')]);
    return deleted;
  });

  app.delete('/v0/:baseId/:tableIdOrName', async (request) => {
    requestCaller(request, 'data.records:write');
    const ids = readDeleteIds(writeQuery(request, 'records').list('records'));
    return { records: await remove(request, ids) };
  });
}
