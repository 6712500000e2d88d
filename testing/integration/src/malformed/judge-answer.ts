import type { MalformedRequest } from './malformed-request';

/** Of whichever answer on the connection: some of what is sent is several requests. */
const SERVER_FAULT = /(?:^|[}\n])HTTP\/1\.[01] (5\d\d) [A-Z]/;
const STATUS_LINE = /^HTTP\/1\.[01] (\d{3}) /;

/** Answers that have no body by what they are. */
const isBare = (status: number, { method, path }: MalformedRequest): boolean =>
  status === 101 ||
  // A notification to the MCP server.
  (status === 202 && /^(?:http:\/\/[^/]*)?\/mcp/.test(path)) ||
  status === 204 ||
  status === 304 ||
  method === 'HEAD' ||
  // The preflight of a route that browsers of other origins may call.
  (method === 'OPTIONS' &&
    /^(?:http:\/\/[^/]*)?\/(?:v0|\.well-known\/oauth-protected-resource\/mcp)(?:[/?]|$)/.test(path));

/** On a machine too busy to answer its health checks in time, /healthz says so by 503; the request is not at fault. */
const isReport = (status: string | undefined, text: string): boolean =>
  status === '503' && text.includes('"status":"failing"') && text.includes('"service":"gateway"');

/** A request to an API that came through as HTTP. */
const isApiOf = ({ ending, method, path }: MalformedRequest): boolean =>
  ending === 'answer' && method !== 'HEAD' && /^\/(?:v0|v1|bff)\//.test(path);

function hasReason(body: string): boolean {
  try {
    return 'error' in (JSON.parse(body) as object);
  } catch {
    return false;
  }
}

/** What is wrong with the first answer that came to a request: a fault of the house's, or a success with nothing in it. */
export function faultOf(request: MalformedRequest, came: Buffer): string | null {
  if (came.length === 0) return request.ending === 'answer' ? 'no answer' : null;
  const text = came.toString('latin1').replace(/^(?:HTTP\/1\.1 100 Continue\r\n\r\n)+/, '');
  if (text === '') return null;
  const status = Number(STATUS_LINE.exec(text)?.[1] ?? 0);
  if (status === 0) return 'no HTTP';
  const failed = SERVER_FAULT.exec(text);
  // Inside a 200: the tool, or the library around it, failed of something that is not the caller's.
  if (/"code":-32603\b/.test(text)) return 'an internal error of MCP';
  if (failed) return isReport(failed[1], text) ? null : `a ${failed[1]}`;
  const head = text.indexOf('\r\n\r\n');
  if (status >= 400 && isApiOf(request) && !hasReason(text.slice(head + 4)))
    return `a ${status} without a reason`;
  if (head < 0 || status >= 300 || isBare(status, request)) return null;
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, head))?.[1];
  const ended = text.startsWith('0\r\n', head + 4);
  return length === '0' || ended ? 'an empty success' : null;
}
