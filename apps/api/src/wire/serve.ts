import { appError } from '@pyairtable/contracts';
import type { AnswerOf, BodyOf, Endpoint, PathOf, QueryOf } from '@pyairtable/contracts/http';
import type { Caller } from '@pyairtable/core';
import { type giveBackMemory, KeptText, requireKind, type Server } from '@pyairtable/server-kit';
import type { StoreParts } from '@pyairtable/store-postgres';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type, { type TProperties, type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { QueryParameters } from './query-parameters';
import { requestCaller } from './request-caller';
import { JSON_TYPE } from './send-json';

/** What a handler is called with: all of it read, checked and bounded. */
export interface Call<E> {
  caller: Caller;
  store: StoreParts;
  path: PathOf<E>;
  query: QueryOf<E>;
  body: BodyOf<E>;
  /** Of an endpoint that works apart, under a key: the last of its transaction. */
  keepAnswer: FastifyRequest['keepAnswer'];
  /** Resolves once the answer was sent, or nobody waits for it any more. */
  answered(): Promise<void>;
  /** Answers with the endpoint's lesser status. */
  doLess(): void;
}

/** Text that is JSON already, made by the database and never parsed here; a KeptText is such as well. */
type JsonText = string;

type Handler<E> = (call: Call<E>) => Promise<AnswerOf<E> | JsonText | KeptText>;

interface ServeOptions {
  bodyLimit?: number;
  handlerTimeout?: number;
  onResponse?: typeof giveBackMemory;
  /** It has a long transaction of its own, which it ends with `keepAnswer`. */
  apart?: boolean;
}

const invalid = () => appError('INVALID_REQUEST_UNKNOWN');

const isWhole = (shape: TSchema): boolean => (shape as { type?: string }).type === 'integer';

/** Reads a query of those parameters and no others; INVALID_REQUEST_UNKNOWN for what is none. */
function queryReader(shapes: TProperties): (request: FastifyRequest) => Record<string, unknown> {
  const names = Object.keys(shapes);
  const defaults = Object.fromEntries(
    Object.entries(shapes).flatMap(([name, shape]) => ('default' in shape ? [[name, shape.default]] : [])),
  );
  const checked = Compile(Type.Object(shapes));
  return (request) => {
    const given = new QueryParameters(request.raw.url ?? '').only(...names);
    const read = names.map((name) => [
      name,
      isWhole(shapes[name] as TSchema) ? given.integer(name) : given.text(name),
    ]);
    const query = { ...defaults, ...Object.fromEntries(read.filter(([, value]) => value !== undefined)) };
    if (!checked.Check(query)) throw invalid();
    return query;
  };
}

/** The body as the endpoint has it, {} for none; INVALID_REQUEST_UNKNOWN for anything else. */
function bodyReader(shape: TSchema): (request: FastifyRequest) => unknown {
  const checked = Compile(shape);
  return ({ body = {} }) => {
    const given = body ?? {};
    if (!checked.Check(given)) throw invalid();
    return given;
  };
}

/** An answer that breaks off is closed without its end. */
const sent = ({ raw }: FastifyReply): Promise<void> =>
  new Promise((resolve) => {
    if (raw.closed) resolve();
    else for (const end of ['finish', 'close']) raw.once(end, resolve);
  });

/**
 * Serves an endpoint of the contracts: who asks is told and has its scopes, query and body are as it says, and so is the
 * answer's status.
 */
export function serve<E extends Endpoint>(
  app: Server,
  endpoint: E,
  handle: Handler<E>,
  { apart = false, ...options }: ServeOptions = {},
): void {
  const { method, path, scopes, status } = endpoint;
  const readQuery = endpoint.query ? queryReader(endpoint.query) : undefined;
  const readBody = endpoint.body ? bodyReader(endpoint.body) : undefined;
  app.route({
    method,
    url: path.replace(/\{(\w+)\}/g, ':$1'),
    ...options,
    ...(scopes === 'operator' ? { onRequest: requireKind('operator') } : {}),
    config: { reads: endpoint.reads ?? false, apart },
    handler: async (request, reply) => {
      reply.code(status);
      const call = {
        caller: requestCaller(request, ...(scopes === 'operator' ? [] : scopes)),
        store: request.store,
        path: request.params,
        query: readQuery?.(request) ?? {},
        body: readBody?.(request),
        keepAnswer: request.keepAnswer,
        answered: () => sent(reply),
        doLess: () => void reply.code(endpoint.lesser ?? status),
      } as Call<E>;
      const answer = await handle(call);
      if (answer instanceof KeptText) {
        reply.type(JSON_TYPE).header('content-length', answer.bytes);
        return answer.read();
      }
      if (typeof answer === 'string') reply.type(JSON_TYPE);
      return answer;
    },
  });
}
