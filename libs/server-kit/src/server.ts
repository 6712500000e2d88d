import type { IdentityClaims } from '@pyairtable/contracts';
import { TypeBoxValidatorCompiler, type TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { fastify, type FastifyBaseLogger, type FastifyInstance, type RawServerDefault } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DestinationStream } from 'pino';
import { answerClientError } from './client-errors';
import { installAbandonment } from './abandonment';
import { installErrors, sendError } from './errors';
import { type HealthCheck, installHealth } from './health';
import { installIdentity } from './identity/identity-plugin';
import type { VerifyToken } from './identity/token-verifier';
import { installJsonBody } from './json-body';
import { BOUNDS, installLargeAnswers } from './large-answers';
import type { LargeBodies } from './large-bodies';
import { installLastAnswers } from './last-answers';
import { createLogger } from './logging';
import { requestIdOf, traceIdOf } from './request-ids';
import { RequestLog } from './request-log';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, verified; null for an anonymous request. */
    identity: IdentityClaims | null;
  }
  interface FastifyReply {
    /** Type of the catalogue's error that was answered; stands in the log as `code`. */
    errorType: string | null;
  }
  interface FastifyInstance {
    /** The server's verifier, for doors that are not HTTP routes (WebSocket upgrades). Absent without `authUrl`. */
    verifyToken: VerifyToken;
    /** In which large JSON from outside is read in turns, also what came through other doors. */
    largeBodies: LargeBodies;
  }
}

/** A Fastify server whose schemas are TypeBox and whose types follow from them. */
export type Server = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

export interface ServerOptions {
  service: string;
  version: string;
  logLevel: string;
  /** Base URL of auth, whose key set verifies identity tokens; leave out for a process that takes none. */
  authUrl?: string;
  /** Named dependencies that `/healthz` asks. */
  checks?: Readonly<Record<string, HealthCheck>>;
  /** Largest body taken unless a route says otherwise. */
  bodyLimitBytes?: number;
  /** Time for a request to be answered from its route on; its `request.signal` is aborted then. */
  handlerTimeoutMs?: number;
  /** Time for a whole request to arrive. */
  requestTimeoutMs?: number;
  /** How many requests at a time whoever was just given a large answer has, and for how long. */
  largeAnswers?: typeof BOUNDS;
  /** Where log lines go; standard output unless a test listens. */
  logDestination?: DestinationStream;
}

const DEFAULT_BODY_LIMIT_BYTES = 8 * 1024 * 1024;
const DEFAULT_TIMEOUT_MS = 30_000;
/** Longer than the gateway keeps idle connections, so that it is never us who close one it is about to use. */
const KEEP_ALIVE_MS = 120_000;
/** Table names may stand in a path, percent-encoded; 255 characters of four bytes each. */
const MAX_PARAM_LENGTH = 3_072;
/** Request line and headers: an address of 64 KiB and what goes with it. */
const MAX_HEADER_BYTES = 96 * 1_024;

/**
 * A server with the house's conventions: errors by the catalogue, JSON logs, request ids, identity, health, limits.
 * Routes are registered on the result; `runServer` starts it.
 */
export function createServer(options: ServerOptions): Server {
  const { service, version } = options;
  const bodyLimit = options.bodyLimitBytes ?? DEFAULT_BODY_LIMIT_BYTES;
  const app: Server = fastify({
    loggerInstance: createLogger({
      service,
      version,
      level: options.logLevel,
      ...(options.logDestination ? { destination: options.logDestination } : {}),
    }) as FastifyBaseLogger,
    logController: new RequestLog({ requestIdLogLabel: 'request_id' }),
    genReqId: requestIdOf,
    childLoggerFactory: (logger, bindings, childOptions, raw) => {
      const traceId = traceIdOf(raw);
      return logger.child(traceId ? { ...bindings, trace_id: traceId } : bindings, childOptions);
    },
    bodyLimit,
    handlerTimeout: options.handlerTimeoutMs ?? DEFAULT_TIMEOUT_MS,
    requestTimeout: options.requestTimeoutMs ?? DEFAULT_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: 'idle',
    // Only the gateway reaches us; what it says of the client is for logs alone, so no header is trusted.
    trustProxy: false,
    // Clients of the Airtable Web API append slashes and put whole formulas into the query.
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH, ignoreTrailingSlash: true },
    http: { maxHeaderSize: MAX_HEADER_BYTES },
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => {
      sendError(error, request, reply);
    },
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.setValidatorCompiler(TypeBoxValidatorCompiler);
  installAbandonment(app);
  installErrors(app);
  installJsonBody(app, { usualLimitBytes: bodyLimit });
  app.decorateRequest('identity', null);
  if (options.authUrl) installIdentity(app, { authUrl: options.authUrl });
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    // An answer is one caller's, and true for the moment.
    reply.header('cache-control', 'no-store');
    done();
  });
  installLargeAnswers(app, options.largeAnswers ?? BOUNDS);
  installLastAnswers(app);
  installHealth(app, { service, version, checks: options.checks ?? {} });
  return app;
}
