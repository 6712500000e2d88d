import { randomBytes } from 'node:crypto';
import { appError, ERRORS, type ErrorType } from '@pyairtable/contracts';
import { AppError } from '@pyairtable/kernel';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Server } from './server';

/** Fastify's own refusals, by code, as entries of the catalogue. */
const FRAMEWORK_ERRORS: Readonly<Record<string, ErrorType>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'REQUEST_TOO_LARGE',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'INVALID_REQUEST_BODY',
  FST_ERR_CTP_INVALID_JSON_BODY: 'INVALID_REQUEST_BODY',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'INVALID_REQUEST_BODY',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'INVALID_REQUEST_BODY',
  FST_ERR_HANDLER_TIMEOUT: 'GATEWAY_TIMEOUT',
  FST_ERR_BAD_URL: 'ROUTE_NOT_FOUND',
  FST_ERR_MAX_PARAM_LENGTH: 'ROUTE_NOT_FOUND',
  FST_ERR_NOT_FOUND: 'ROUTE_NOT_FOUND',
};

const MAX_MESSAGE_CHARACTERS = 300;
/** What others take is free again by then, mostly. */
const RETRY_AFTER_S = 5;

/**
 * The catalogue's error for anything thrown: AppError as it is, schema and framework refusals by their entry, null
 * for a fault nobody expected.
 */
export function toAppError(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  const { code, validation, validationContext } = error as Partial<FastifyError>;
  if (Array.isArray(validation)) {
    const first = validation[0];
    const where = `${validationContext ?? 'request'}${first?.instancePath ?? ''}`;
    const message = `Invalid request: ${where} ${first?.message ?? 'is not valid'}`.slice(
      0,
      MAX_MESSAGE_CHARACTERS,
    );
    return appError('INVALID_REQUEST_UNKNOWN', message);
  }
  const known = code === undefined ? undefined : FRAMEWORK_ERRORS[code];
  return known ? appError(known) : null;
}

/** Answers with the error's envelope. A fault is logged with an id, and the answer carries that id and nothing else of it. */
export function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  // A body that broke off, with the connection that the answer would have gone to.
  const known = error === request.raw.errored ? appError('MALFORMED_REQUEST') : toAppError(error);
  if (known) {
    reply.errorType = known.type;
    if (known.status >= 500) request.log.warn({ code: known.type, err: error }, 'answered with an error');
    if (known.status === 429) reply.header('retry-after', RETRY_AFTER_S);
    return reply.code(known.status).send(known.toBody());
  }
  const id = `err${randomBytes(9).toString('hex')}`;
  reply.errorType = 'SERVER_ERROR';
  request.log.error({ code: 'SERVER_ERROR', error_id: id, err: error }, 'unexpected fault');
  const { status, message } = ERRORS.SERVER_ERROR;
  return reply.code(status).send({ error: { type: 'SERVER_ERROR', message, id } });
}

/** Makes every failure of the server leave as the catalogue's envelope; an unrouted address is a bare 404. */
export function installErrors(app: Server): void {
  app.decorateReply('errorType', null);
  app.setErrorHandler((error, request, reply) => sendError(error, request, reply));
  app.setNotFoundHandler((request, reply) => sendError(appError('ROUTE_NOT_FOUND'), request, reply));
}
