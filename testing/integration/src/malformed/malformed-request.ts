import {
  METHODS,
  ODD_METHODS,
  VERSIONS,
  ODD_VERSIONS,
  ESCAPES,
  ODD_TEXTS,
  QUERIES,
  HOSTS,
  TYPES,
  HEADERS,
  BODIES,
  CHUNK_FAULTS,
} from './odd-parts';
import { KNOWN_REQUESTS } from './known-requests';
import type { Places } from './places';
import type { Draw } from '@pyairtable/testkit';

/** How the client goes on when it has sent what it has: `answer` waits as long as it takes, `wait` a little. */
export type Ending = 'answer' | 'wait' | 'half-close' | 'destroy';

/** Bytes to send, in pieces, and how to end. */
export interface MalformedRequest {
  method: string;
  path: string;
  pieces: Buffer[];
  ending: Ending;
}

/** A request that is wrong in some ways and right in the others, all of it from the draw numbers. */
export function malformedRequest(draw: Draw, places: Places): MalformedRequest {
  const method = draw.chance(0.15) ? draw.one(ODD_METHODS) : draw.one(METHODS);
  const path = pathOf(draw, places);
  const version = draw.chance(0.08) ? draw.one(ODD_VERSIONS) : draw.one(VERSIONS);
  const end = draw.chance(0.05) ? '\n' : '\r\n';
  const lines = [`${method} ${path} ${version}`];
  if (!draw.chance(0.03)) lines.push(`Host: ${draw.chance(0.1) ? draw.one(HOSTS) : places.host}`);
  if (draw.chance(0.6)) lines.push(`Authorization: ${credential(draw, places)}`);
  if (draw.chance(0.7)) lines.push(`Content-Type: ${draw.one(TYPES)}`);
  const more = draw.one([0, 0, 1, 1, 2, 3]);
  for (let count = 0; count < more; count += 1) lines.push(draw.one(HEADERS));
  if (draw.chance(0.03))
    lines.push(`X-Long: ${'x'.repeat(draw.one([5_000, 20_000, 60_000, 79_000, 100_000, 200_000]))}`);
  if (draw.chance(0.02)) for (let count = 0; count < 2_500; count += 1) lines.push(`X-Many-${count}: y`);
  const { announced, body } = bodyOf(draw);
  lines.push(...announced);
  const text = Buffer.from(`${lines.join(end)}${draw.chance(0.02) ? end : end + end}`, 'latin1');
  const pieces = [text, body];
  if (draw.chance(0.1))
    pieces.push(
      Buffer.from(
        draw.one(['GET / HTTP/1.1\r\nHost: x\r\n\r\n', '\r\n\r\n', 'garbage', `XYZ / HTTP/1.1\r\n\r\n`]),
      ),
    );
  const ending = draw.one<Ending>(['wait', 'wait', 'half-close', 'destroy']);
  return {
    method,
    path,
    pieces: ending === 'wait' || draw.chance(0.5) ? pieces : cutShort(draw, pieces),
    ending,
  };
}

function pathOf(draw: Draw, places: Places): string {
  const known = draw.chance(0.05) ? draw.one(['*', '']) : draw.one(KNOWN_REQUESTS).url(places);
  const { host } = places;
  let path = draw.chance(0.05)
    ? `http://${draw.one([host, 'elsewhere.example', '[', 'a b'])}${known}`
    : known;
  while (draw.chance(0.35)) {
    const at = draw.below(path.length + 1);
    const odd = draw.one([
      draw.one(ESCAPES),
      draw.one(ODD_TEXTS),
      `/${draw.one(ESCAPES)}`,
      `/${draw.one(ODD_TEXTS)}`,
    ]);
    path = draw.chance(0.5) ? path + odd : path.slice(0, at) + odd + path.slice(at);
  }
  if (draw.chance(0.2)) path += draw.one(QUERIES);
  if (draw.chance(0.02)) path += `/${'p'.repeat(draw.one([300, 4_000, 20_000, 63_000, 90_000]))}`;
  return path;
}

const credential = (draw: Draw, { token }: Places): string =>
  draw.chance(0.6)
    ? `Bearer ${token}`
    : draw.one([
        'Bearer',
        'Bearer x',
        `bearer ${token}x`,
        'Basic YTpi',
        `Bearer pat${'A'.repeat(14)}.${'0'.repeat(64)}`,
        `Bearer ${'x'.repeat(10_000)}`,
        '\u0000',
      ]);

/** Header lines that announce a body, rightly or not, and what follows them. */
function bodyOf(draw: Draw): { announced: string[]; body: Buffer } {
  if (draw.chance(0.3)) return { announced: [], body: Buffer.alloc(0) };
  const body = Buffer.from(draw.one(BODIES), 'latin1');
  const chunked = Buffer.concat([
    Buffer.from(`${body.length.toString(16)}\r\n`),
    body,
    Buffer.from('\r\n0\r\n\r\n'),
  ]);
  const length = `Content-Length: ${body.length}`;
  return draw.one<() => { announced: string[]; body: Buffer }>([
    () => ({ announced: [length], body }),
    () => ({ announced: [length], body }),
    () => ({
      announced: [
        `Content-Length: ${draw.one(['-1', '+5', '0x5', '5, 5', '99999999999999999999', '9000000', '1e3', '', body.length + 7, Math.max(0, body.length - 1)])}`,
      ],
      body,
    }),
    () => ({ announced: [length, draw.one([length, 'Content-Length: 3', 'Content-length : 3'])], body }),
    () => ({
      announced: draw.one([
        [length, 'Transfer-Encoding: chunked'],
        ['transfer-encoding: Chunked', length],
      ]),
      body: chunked,
    }),
    () => ({
      announced: [
        draw.one([
          'Transfer-Encoding: chunked',
          'Transfer-Encoding : chunked',
          'Transfer-Encoding: \tchunked',
          'Transfer-Encoding: xchunked',
        ]),
      ],
      body: chunked,
    }),
    () => ({ announced: ['Transfer-Encoding: chunked'], body: Buffer.from(draw.one(CHUNK_FAULTS)) }),
  ])();
}

/** The same up to some byte. */
function cutShort(draw: Draw, pieces: readonly Buffer[]): Buffer[] {
  const all = Buffer.concat(pieces);
  return [all.subarray(0, draw.below(all.length))];
}
