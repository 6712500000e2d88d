import { type FastifyReply, type FastifyRequest, LogController } from 'fastify';

/** One line per answered request. Query strings may hold cell values, so the route's pattern stands for the address. */
export class RequestLog extends LogController {
  override incomingRequest(): void {
    // The completion line carries everything; two lines per request would only double the cost.
  }

  override routeNotFound(): void {
    // Answered by our own handler and logged on completion.
  }

  override requestCompleted(error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply): void {
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
    else if (request.routeOptions.url === '/healthz') request.log.debug(line, 'request');
    else request.log.info(line, 'request');
  }
}
