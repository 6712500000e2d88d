import { type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { Logger } from 'pino';

/** An answer that takes longer is worth a line at level info. */
const SLOW_MS = 1_000;

/**
 * A line for every answer that failed or was slow; the others only at level debug, since the gateway has logged each
 * request under the same id. Query strings may hold cell values, so the route's pattern stands for the address.
 */
export class RequestLog extends LogController {
  override incomingRequest(): void {
    // The completion line carries everything; two lines per request would only double the cost.
  }

  override routeNotFound(): void {
    // Answered by our own handler and logged on completion.
  }

  override requestCompleted(
    error: Error | null | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    const unremarkable = !error && reply.statusCode < 500 && reply.elapsedTime < SLOW_MS;
    if (unremarkable && !(request.log as Logger).isLevelEnabled('debug')) return;
    const params = request.params as { baseId?: unknown } | undefined;
    const line = {
      method: request.method,
      route: request.routeOptions.url ?? '',
      status: reply.statusCode,
      ...(typeof params?.baseId === 'string' ? { base_id: params.baseId } : {}),
      ...(request.identity ? { user_id: request.identity.sub } : {}),
      ...(reply.errorType ? { code: reply.errorType } : {}),
      duration_ms: Math.round(reply.elapsedTime * 100) / 100,
    };
    if (error) request.log.warn({ ...line, err: error }, 'answer broke off');
    else if (reply.statusCode >= 500) request.log.error(line, 'request failed');
    else if (unremarkable) request.log.debug(line, 'request');
    else request.log.info(line, 'slow request');
  }
}
