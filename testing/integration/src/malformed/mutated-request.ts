import type { MalformedRequest } from './malformed-request';
import { KNOWN_REQUESTS } from './known-requests';
import { mutateJson } from './mutate-json';
import { ODD_TEXTS, QUERY_VALUES } from './odd-parts';
import type { Places } from './places';
import type { Draw } from '@pyairtable/testkit';

const ANY_ID = /\b(?:wsp|app|tbl|fld|viw|rec|usr)[0-9A-Za-z]{14}\b/g;

/**
 * A well-formed HTTP request that one of the routes nearly takes: its address names other things, its query is odd, or its body is wrong
 * in a place or two. Some are right: what they change is there for the others to meet.
 */
export function mutatedRequest(draw: Draw, places: Places): MalformedRequest {
  const known = draw.one(KNOWN_REQUESTS);
  // What takes the base from under the others is rare.
  if (known.method === 'DELETE' && !draw.chance(0.15)) return mutatedRequest(draw, places);
  const path = mutatedPath(draw, known.url(places), places);
  let body = known.body?.(places);
  if (body !== undefined) {
    body = JSON.parse(JSON.stringify(body)) as unknown;
    while (draw.chance(0.6)) body = mutateJson(draw, body, places.ids);
  }
  const text = body === undefined ? '' : mutatedText(draw, JSON.stringify(body));
  const accept = path.startsWith('/mcp') ? ['Accept: application/json, text/event-stream'] : [];
  const key = draw.chance(0.05) ? [`Idempotency-Key: k${draw.below(5)}`] : [];
  const head = [
    `${known.method} ${path} HTTP/1.1`,
    `Host: ${places.host}`,
    `Authorization: Bearer ${places.token}`,
    'Connection: close',
    ...accept,
    ...key,
    ...(text === '' ? [] : ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(text)}`]),
  ];
  return {
    method: known.method,
    path,
    pieces: [Buffer.from(`${head.join('\r\n')}\r\n\r\n${text}`)],
    ending: 'answer',
  };
}

function mutatedPath(draw: Draw, url: string, { ids }: Places): string {
  const [path = '', query = ''] = url.split('?');
  const elsewhere = draw.chance(0.25)
    ? path.replace(ANY_ID, (id) => (draw.chance(0.5) ? mutatedId(draw, id, ids) : id))
    : path;
  const parameters = query === '' ? [] : query.split('&');
  const mutated = parameters.map((parameter) => {
    const [name = ''] = parameter.split('=');
    return draw.chance(0.2)
      ? `${name}=${encodeURIComponent(draw.one([...QUERY_VALUES, ...ids]))}`
      : parameter;
  });
  if (draw.chance(0.1))
    mutated.push(
      `${draw.one(['x', 'view', 'limit', 'fields[]', 'sort[0][field]'])}=${draw.one(QUERY_VALUES)}`,
    );
  if (draw.chance(0.1)) mutated.shift();
  // Of what stands in an address, only what is no part of HTTP is escaped here.
  const whole = mutated.length === 0 ? elsewhere : `${elsewhere}?${mutated.join('&')}`;
  return whole.replace(/[^!-~]/g, (character) => encodeURIComponent(character));
}

const mutatedId = (draw: Draw, id: string, ids: readonly string[]): string =>
  draw.one<() => string>([
    () => draw.one(ids),
    () => `${id.slice(0, -1)}${draw.one(['A', 'b', '0'])}`,
    () => id.slice(0, -1),
    () => encodeURIComponent(draw.one(ODD_TEXTS)),
  ])();

/** The text of the body; what JSON cannot say of a number is written into it. */
function mutatedText(draw: Draw, text: string): string {
  if (!draw.chance(0.05)) return text;
  return draw.one<() => string>([
    () =>
      text.replace(/:(-?\d[\d.e+-]*)/, () => `:${draw.one(['1e400', '-0', '1E5', '00', '9'.repeat(400)])}`),
    () => text.slice(0, -1),
    () => `${'['.repeat(200)}${text}${']'.repeat(200)}`,
    () => text.replace('{', '{"name":"a",'),
  ])();
}
