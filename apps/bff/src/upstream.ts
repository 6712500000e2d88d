import { appError } from '@pyairtable/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What another service answered: status and body as it came. */
export interface UpstreamAnswer {
  status: number;
  text: string;
  retryAfter: string | null;
}

/** An answer that is not a success, to be passed on as it is: the services share one catalogue of errors. */
export class UpstreamRefusal extends Error {
  constructor(readonly answer: UpstreamAnswer) {
    super(`a service answered ${answer.status}`);
    this.name = 'UpstreamRefusal';
  }
}

const PASSED_ON = ['authorization', 'x-request-id', 'traceparent'] as const;
const TIMEOUT_MS = 20_000;

/** One service of the house, asked over HTTP on behalf of a request that is being answered. */
export class Upstream {
  constructor(private readonly baseUrl: string) {}

  /** Body of a GET as text. Throws UpstreamRefusal, BAD_GATEWAY or GATEWAY_TIMEOUT. */
  async get(path: string, request: FastifyRequest, patienceMs = TIMEOUT_MS): Promise<string> {
    const answer = await this.send(path, request, { method: 'GET' }, patienceMs);
    if (answer.status !== 200) throw new UpstreamRefusal(answer);
    return answer.text;
  }

  /** Sends JSON and answers with whatever comes. Throws BAD_GATEWAY or GATEWAY_TIMEOUT. */
  post(path: string, request: FastifyRequest, body: unknown): Promise<UpstreamAnswer> {
    const headers = { 'content-type': 'application/json' };
    return this.send(path, request, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  private async send(
    path: string,
    request: FastifyRequest,
    init: RequestInit,
    patienceMs = TIMEOUT_MS,
  ): Promise<UpstreamAnswer> {
    const headers = new Headers(init.headers);
    for (const name of PASSED_ON) {
      const value = name === 'x-request-id' ? request.id : request.headers[name];
      if (typeof value === 'string') headers.set(name, value);
    }
    const timeout = AbortSignal.timeout(patienceMs);
    // What writes goes on though its caller has gone.
    const signal = init.method === 'GET' ? AbortSignal.any([request.signal, timeout]) : timeout;
    try {
      const response = await fetch(this.baseUrl + path, { ...init, headers, redirect: 'error', signal });
      return {
        status: response.status,
        text: await response.text(),
        retryAfter: response.headers.get('retry-after'),
      };
    } catch (cause) {
      const timedOut = cause instanceof DOMException && cause.name === 'TimeoutError';
      throw appError(timedOut ? 'GATEWAY_TIMEOUT' : 'BAD_GATEWAY', undefined, { cause });
    }
  }
}

/** Passes an upstream's answer on as it came. */
export function passOn(answer: UpstreamAnswer, reply: FastifyReply): FastifyReply {
  if (answer.retryAfter !== null) reply.header('retry-after', answer.retryAfter);
  reply.code(answer.status).header('cache-control', 'no-store');
  return answer.text === '' ? reply.send() : reply.type('application/json; charset=utf-8').send(answer.text);
}
