import { ENDPOINTS, type NamedEndpoint } from '@pyairtable/contracts/http';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';

/** The shape with no other keys than those it names: a key that nobody documented is no less wrong than one that is missing. */
function strict(shape: unknown): unknown {
  if (typeof shape !== 'object' || shape === null) return shape;
  if (Array.isArray(shape)) return shape.map(strict);
  const parts = Object.fromEntries(Object.entries(shape).map(([key, part]) => [key, strict(part)]));
  return 'properties' in parts && !OPEN.has(JSON.stringify(shape))
    ? { additionalProperties: false, ...parts }
    : parts;
}

/** Told by pages of their own: the base file. */
const OPEN = new Set(
  ENDPOINTS.filter(({ name }) => name.startsWith('export')).map(({ answer }) => JSON.stringify(answer)),
);

const known = ENDPOINTS.map((endpoint) => ({
  endpoint,
  pattern: new RegExp(`^${endpoint.path.replace(/\{\w+\}/g, '[^/]+')}$`),
  // Addresses of words before those of ids, as routes are found.
  words: endpoint.path.split('/').filter((part) => !part.startsWith('{')).length,
})).sort((a, b) => b.words - a.words);

const checks = new Map<NamedEndpoint, ReturnType<typeof Compile>>();

/** Throws where an answer of /v1 is none that the contracts tell of. Refusals are judged by their own tests. */
export function judgeAnswer(method: string, url: string, status: number, body: unknown): void {
  const path = url.split('?', 1)[0] as string;
  if (!path.startsWith('/v1/') || status >= 400) return;
  const found = known.find(({ endpoint, pattern }) => endpoint.method === method && pattern.test(path));
  if (!found)
    throw new Error(`${method} ${path} answered ${status}, and the contracts know no such endpoint`);
  const { endpoint } = found;
  if (status !== endpoint.status && status !== endpoint.lesser)
    throw new Error(`${endpoint.name} answered ${status}, not ${endpoint.status}`);
  if (!endpoint.answer) {
    if (body !== undefined) throw new Error(`${endpoint.name} answered something: ${JSON.stringify(body)}`);
    return;
  }
  const check = checks.get(endpoint) ?? Compile(strict(endpoint.answer) as TSchema);
  checks.set(endpoint, check);
  if (check.Check(body)) return;
  const faults = check.Errors(body).slice(0, 3);
  throw new Error(
    `${endpoint.name} answered otherwise than the contracts say: ${JSON.stringify(faults)}\n${JSON.stringify(body)?.slice(0, 2_000)}`,
  );
}
