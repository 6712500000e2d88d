import { createHash } from 'node:crypto';
import { appError } from '@pyairtable/contracts';
import { callerOf } from '@pyairtable/core';
import { identityOf, type Server } from '@pyairtable/server-kit';
import type { KeepAnswer, KeptAnswer, Store, StoreParts } from '@pyairtable/store-postgres';
import type { FastifyRequest } from 'fastify';
import { sendJsonText } from './send-json';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the request works with: under an Idempotency-Key, one transaction that its answer is kept in. */
    store: StoreParts;
    /** Under an Idempotency-Key of a route that works apart: what keeps its answer in its own transaction. */
    keepAnswer: SettleAnswer | null;
  }
  interface FastifyContextConfig {
    /** A POST that writes nothing. */
    reads?: boolean;
    /** A write with a long transaction of its own, which it ends by keeping its answer. */
    apart?: boolean;
  }
}

type SettleAnswer = (executor: Parameters<KeepAnswer>[0], made: unknown) => Promise<void>;

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
  app.decorateRequest('keepAnswer', null);
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
      const keyed = { caller, baseId, key, fingerprint };
      const answered = (made: unknown): KeptAnswer => ({
        status: reply.statusCode,
        body: made === undefined ? '' : typeof made === 'string' ? made : JSON.stringify(made),
      });
      const answer = await (route.config?.apart
        ? store.answers.apart(keyed, async (keepAnswer) => {
            request.keepAnswer = (executor, made) => keepAnswer(executor, answered(made));
            return answered(await handler.call(this, request, reply));
          })
        : store.answers.once(keyed, async (parts) => {
            request.store = parts;
            return answered(await handler.call(this, request, reply));
          }));
      reply.code(answer.status);
      return answer.body === '' ? undefined : sendJsonText(reply, answer.body);
    };
  });
}
