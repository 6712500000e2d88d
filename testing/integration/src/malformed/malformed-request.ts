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
import type { Random } from './random';

/** How the client goes on when it has sent what it has: `answer` waits as long as it takes, `wait` a little. */
export type Ending = 'answer' | 'wait' | 'half-close' | 'destroy';

/** Bytes to send, in pieces, and how to end. */
export interface MalformedRequest {
  method: string;
  path: string;
  pieces: Buffer[];
  ending: Ending;
}

/** A request that is wrong in some ways and right in the others, all of it from the random numbers. */
export function malformedRequest(random: Random, places: Places): MalformedRequest {
  const method = random.chance(0.15) ? random.pick(ODD_METHODS) : random.pick(METHODS);
  const path = pathOf(random, places);
  const version = random.chance(0.08) ? random.pick(ODD_VERSIONS) : random.pick(VERSIONS);
  const end = random.chance(0.05) ? '\n' : '\r\n';
  const lines = [`${method} ${path} ${version}`];
  if (!random.chance(0.03)) lines.push(`Host: ${random.chance(0.1) ? random.pick(HOSTS) : places.host}`);
  if (random.chance(0.6)) lines.push(`Authorization: ${credential(random, places)}`);
  if (random.chance(0.7)) lines.push(`Content-Type: ${random.pick(TYPES)}`);
  const more = random.pick([0, 0, 1, 1, 2, 3]);
  for (let count = 0; count < more; count += 1) lines.push(random.pick(HEADERS));
  if (random.chance(0.03))
    lines.push(`X-Long: ${'x'.repeat(random.pick([5_000, 20_000, 60_000, 79_000, 100_000, 200_000]))}`);
  if (random.chance(0.02)) for (let count = 0; count < 2_500; count += 1) lines.push(`X-Many-${count}: y`);
  const { announced, body } = bodyOf(random);
  lines.push(...announced);
  const text = Buffer.from(`${lines.join(end)}${random.chance(0.02) ? end : end + end}`, 'latin1');
  const pieces = [text, body];
  if (random.chance(0.1))
    pieces.push(
      Buffer.from(
        random.pick(['GET / HTTP/1.1\r\nHost: x\r\n\r\n', '\r\n\r\n', 'garbage', `XYZ / HTTP/1.1\r\n\r\n`]),
      ),
    );
  const ending = random.pick<Ending>(['wait', 'wait', 'half-close', 'destroy']);
  return {
    method,
    path,
    pieces: ending === 'wait' || random.chance(0.5) ? pieces : cutShort(random, pieces),
    ending,
  };
}

function pathOf(random: Random, places: Places): string {
  const known = random.chance(0.05) ? random.pick(['*', '']) : random.pick(KNOWN_REQUESTS).url(places);
  const { host } = places;
  let path = random.chance(0.05)
    ? `http://${random.pick([host, 'elsewhere.example', '[', 'a b'])}${known}`
    : known;
  while (random.chance(0.35)) {
    const at = random.below(path.length + 1);
    const odd = random.pick([
      random.pick(ESCAPES),
      random.pick(ODD_TEXTS),
      `/${random.pick(ESCAPES)}`,
      `/${random.pick(ODD_TEXTS)}`,
    ]);
    path = random.chance(0.5) ? path + odd : path.slice(0, at) + odd + path.slice(at);
  }
  if (random.chance(0.2)) path += random.pick(QUERIES);
  if (random.chance(0.02)) path += `/${'p'.repeat(random.pick([300, 4_000, 20_000, 63_000, 90_000]))}`;
  return path;
}

const credential = (random: Random, { token }: Places): string =>
  random.chance(0.6)
    ? `Bearer ${token}`
    : random.pick([
        'Bearer',
        'Bearer x',
        `bearer ${token}x`,
        'Basic YTpi',
        `Bearer pat${'A'.repeat(14)}.${'0'.repeat(64)}`,
        `Bearer ${'x'.repeat(10_000)}`,
        '\u0000',
      ]);

/** Header lines that announce a body, rightly or not, and what follows them. */
function bodyOf(random: Random): { announced: string[]; body: Buffer } {
  if (random.chance(0.3)) return { announced: [], body: Buffer.alloc(0) };
  const body = Buffer.from(random.pick(BODIES), 'latin1');
  const chunked = Buffer.concat([
    Buffer.from(`${body.length.toString(16)}\r\n`),
    body,
    Buffer.from('\r\n0\r\n\r\n'),
  ]);
  const length = `Content-Length: ${body.length}`;
  return random.pick<() => { announced: string[]; body: Buffer }>([
    () => ({ announced: [length], body }),
    () => ({ announced: [length], body }),
    () => ({
      announced: [
        `Content-Length: ${random.pick(['-1', '+5', '0x5', '5, 5', '99999999999999999999', '9000000', '1e3', '', body.length + 7, Math.max(0, body.length - 1)])}`,
      ],
      body,
    }),
    () => ({ announced: [length, random.pick([length, 'Content-Length: 3', 'Content-length : 3'])], body }),
    () => ({
      announced: random.pick([
        [length, 'Transfer-Encoding: chunked'],
        ['transfer-encoding: Chunked', length],
      ]),
      body: chunked,
    }),
    () => ({
      announced: [
        random.pick([
          'Transfer-Encoding: chunked',
          'Transfer-Encoding : chunked',
          'Transfer-Encoding: \tchunked',
          'Transfer-Encoding: xchunked',
        ]),
      ],
      body: chunked,
    }),
    () => ({ announced: ['Transfer-Encoding: chunked'], body: Buffer.from(random.pick(CHUNK_FAULTS)) }),
  ])();
}

/** The same up to some byte. */
function cutShort(random: Random, pieces: readonly Buffer[]): Buffer[] {
  const all = Buffer.concat(pieces);
  return [all.subarray(0, random.below(all.length))];
}
