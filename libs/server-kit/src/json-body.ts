import { isUtf8 } from 'node:buffer';
import type { Server } from './server';

/**
 * Parses JSON bodies and no others: an empty body counts as `{}`, anything unparseable, not UTF-8 or with `__proto__` keys
 * is refused.
 */
export function installJsonBody(app: Server): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (body.length === 0) done(null, {});
    else if (!isUtf8(body as Buffer)) done(malformed('not UTF-8'));
    else parse(request, body.toString(), (error, value) => done(error ? malformed(error) : null, value));
  });
}

function malformed(cause: unknown): Error {
  return Object.assign(new Error('malformed JSON', { cause }), { code: 'FST_ERR_CTP_INVALID_JSON_BODY' });
}
