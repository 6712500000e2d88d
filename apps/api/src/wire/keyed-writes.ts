import { createHash } from 'node:crypto';
import { appError } from '@pyairtable/contracts';
import { callerOf } from '@pyairtable/core';
import { identityOf, type Server } from '@pyairtable/server-kit';
import type { Store, StoreParts } from '@pyairtable/store-postgres';
import type { FastifyRequest } from 'fastify';
import { sendJsonText } from './send-json';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the request works with: under an Idempotency-Key, one transaction that its answer is kept in. */
    store: StoreParts;
  }
  interface FastifyContextConfig {
    /** A POST that writes nothing. */
    reads?: boolean;
  }
}

const HEADER = 'idempotency-key';
const KEY = /^[\x20-\x7e]{1,255}$/;
const WRITES: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** The key of a write that may be sent again; throws for one of another shape. */
function keyOf(request: FastifyRequest): string | undefined {
  const key = request.headers[HEADER];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !KEY.test(key)) throw appError('INVALID_IDEMPOTENCY_KEY');
  return key;
}

/**
 * Honours `Idempotency-Key` on every write of the routes that follow: their handlers return what they answer with, and
 * work with `request.store`.
 */
export function installKeyedWrites(app: Server, store: Store): void {
  app.decorateRequest('store', null as unknown as StoreParts);
  app.addHook('onRequest', (request, _reply, done) => {
    request.store = store;
    done();
  });
  app.addHook('onRoute', (route) => {
    const methods = [route.method].flat();
    if (!methods.every((method) => WRITES.has(method)) || route.config?.reads) return;
    const { handler } = route;
    route.handler = async function keyed(request, reply) {
      const key = keyOf(request);
      if (key === undefined) return handler.call(this, request, reply);
      const caller = callerOf(identityOf(request));
      const { baseId = '' } = request.params as { baseId?: string };
      // The body as it was understood. Another credential of the same person is no way around what that one may not.
      const sent = [request.method, request.url, caller.scopes, caller.resources, request.body ?? null];
      const fingerprint = createHash('sha256').update(JSON.stringify(sent)).digest('hex');
      const answer = await store.answers.once({ caller, baseId, key, fingerprint }, async (parts) => {
        request.store = parts;
        const made: unknown = await handler.call(this, request, reply);
        const body = made === undefined ? '' : typeof made === 'string' ? made : JSON.stringify(made);
        return { status: reply.statusCode, body };
      });
      reply.code(answer.status);
      return answer.body === '' ? undefined : sendJsonText(reply, answer.body);
    };
  });
}
