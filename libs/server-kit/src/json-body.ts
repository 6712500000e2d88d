import { isUtf8 } from 'node:buffer';
import type { Server } from './server';

/** Lists and objects inside each other that a body may have: what walks a body by calling itself ends well before its stack. */
export const MAX_BODY_DEPTH = 100;

/**
 * Parses JSON bodies and no others: an empty body counts as `{}`, anything unparseable, not UTF-8, with `__proto__` keys or
 * nested deeper than MAX_BODY_DEPTH is refused.
 */
export function installJsonBody(app: Server): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (body.length === 0) done(null, {});
    else if (!isUtf8(body as Buffer)) done(malformed('not UTF-8'));
    else if (isDeeper(body as Buffer, MAX_BODY_DEPTH)) done(malformed('nested too deep'));
    else parse(request, body.toString(), (error, value) => done(error ? malformed(error) : null, value));
  });
}

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const OPEN = new Set([0x5b, 0x7b]);
const CLOSE = new Set([0x5d, 0x7d]);

/** Whether brackets outside texts nest deeper than `most`. In UTF-8 none of these bytes is a part of another character. */
function isDeeper(json: Buffer, most: number): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < json.length; at++) {
    const byte = json[at] as number;
    if (byte === QUOTE) inText = !inText;
    else if (inText) at += byte === BACKSLASH ? 1 : 0;
    else if (OPEN.has(byte) && ++depth > most) return true;
    else if (CLOSE.has(byte)) depth--;
  }
  return false;
}

function malformed(cause: unknown): Error {
  return Object.assign(new Error('malformed JSON', { cause }), { code: 'FST_ERR_CTP_INVALID_JSON_BODY' });
}
