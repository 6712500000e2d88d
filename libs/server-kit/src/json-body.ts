import { isUtf8 } from 'node:buffer';
import type { FastifyRequest } from 'fastify';
import { appError } from '@pyairtable/contracts';
import { MAX_JSON_VALUES, whyUnread } from './json-shape';
import { LARGE_BODY_BYTES, LargeBodies } from './large-bodies';
import type { Server } from './server';

/**
 * Parses JSON bodies and no others: an empty body counts as `{}`, anything unparseable, not UTF-8, with `__proto__` keys or
 * nested deeper than MAX_JSON_DEPTH is refused, and so is one of more than MAX_JSON_VALUES values, unless the route takes larger
 * bodies than others. Large ones are read in turns.
 */
export function installJsonBody(app: Server, { usualLimitBytes }: { usualLimitBytes: number }): void {
  const largeBodies = new LargeBodies();
  app.decorate('largeBodies', largeBodies);
  const answers = new WeakMap<FastifyRequest, Promise<void>>();
  app.addHook('preParsing', (request, reply, _payload, done) => {
    const { 'content-length': length, 'transfer-encoding': coding } = request.headers;
    if (coding !== undefined || Number(length ?? 0) >= LARGE_BODY_BYTES) {
      const answered = new Promise<void>((resolve) => {
        for (const end of ['finish', 'close']) reply.raw.once(end, resolve);
      });
      answers.set(request, answered);
    }
    done();
  });
  const parse = app.getDefaultJsonParser('error', 'error');
  const read = (request: FastifyRequest, body: Buffer): unknown => {
    const most = request.routeOptions.bodyLimit > usualLimitBytes ? Infinity : MAX_JSON_VALUES;
    const unread = whyUnread(body, most);
    if (unread === 'too many values') throw appError('REQUEST_TOO_LARGE');
    if (unread !== null) throw malformed(unread);
    if (!isUtf8(body)) throw malformed('not UTF-8');
    let failed: Error | null = null;
    let parsed: unknown;
    // It has called back when it returns.
    void parse(request, body.toString(), (error, value) => ([failed, parsed] = [error, value]));
    if (failed !== null) throw malformed(failed);
    return parsed;
  };
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, given: string | Buffer) => {
      const body = given as Buffer;
      if (body.length === 0) return {};
      if (body.length < LARGE_BODY_BYTES) return read(request, body);
      const person = request.identity?.sub ?? '';
      const begin = () => {
        if (request.signal.aborted) throw appError('CLIENT_GONE');
        return read(request, body);
      };
      return largeBodies.read(person, begin, answers.get(request));
    },
  );
}

function malformed(cause: unknown): Error {
  return Object.assign(new Error('malformed JSON', { cause }), { code: 'FST_ERR_CTP_INVALID_JSON_BODY' });
}
