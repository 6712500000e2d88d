import type { Server } from './server';

/** Parses JSON bodies: an empty body counts as `{}`, anything unparseable or with `__proto__` keys is refused. */
export function installJsonBody(app: Server): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null, {});
    else parse(request, body as string, (error, value) => done(error ? malformed(error) : null, value));
  });
}

function malformed(cause: Error): Error {
  return Object.assign(new Error('malformed JSON', { cause }), { code: 'FST_ERR_CTP_INVALID_JSON_BODY' });
}
