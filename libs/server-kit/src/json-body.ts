import { isUtf8 } from 'node:buffer';
import { isDeeper, MAX_JSON_DEPTH } from './json-depth';
import type { Server } from './server';

/**
 * Parses JSON bodies and no others: an empty body counts as `{}`, anything unparseable, not UTF-8, with `__proto__` keys or
 * nested deeper than MAX_JSON_DEPTH is refused.
 */
export function installJsonBody(app: Server): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (body.length === 0) done(null, {});
    else if (!isUtf8(body as Buffer)) done(malformed('not UTF-8'));
    else if (isDeeper(body as Buffer, MAX_JSON_DEPTH)) done(malformed('nested too deep'));
    else parse(request, body.toString(), (error, value) => done(error ? malformed(error) : null, value));
  });
}

function malformed(cause: unknown): Error {
  return Object.assign(new Error('malformed JSON', { cause }), { code: 'FST_ERR_CTP_INVALID_JSON_BODY' });
}
