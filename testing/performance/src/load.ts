import { Agent, request } from 'node:http';

/** One request of a closed loop; the loop's turn number picks the record. */
export interface Shot {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  body?: string;
}

export interface LoadResult {
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p95: number;
  requests: number;
}

export interface Target {
  /** http://127.0.0.1:port */
  url: string;
  headers: Record<string, string>;
}

/**
 * Sends shots for some time, or `most` of them, over `clients` kept-alive connections, each sending its next request when
 * the answer has been read whole. Throws on any status but 200 and 201: a fast error is no result.
 */
export async function load(
  target: Target,
  clients: number,
  ms: number,
  shot: (turn: number) => Shot,
  most = Infinity,
): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const times: number[] = [];
  const start = performance.now();
  let turn = 0;
  const client = async (): Promise<void> => {
    while (turn < most && performance.now() - start < ms) {
      const before = performance.now();
      await send(agent, target, shot(turn++));
      times.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const seconds = (performance.now() - start) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { perSecond: times.length / seconds, p50: at(0.5), p95: at(0.95), requests: times.length };
}

/** One request; resolves with headers and text of a 200 or 201 answer. */
export function send(
  agent: Agent,
  target: Target,
  { method, path, body }: Shot,
): Promise<{ text: string; headers: Record<string, unknown> }> {
  return new Promise((done, failed) => {
    const outgoing = request(
      `${target.url}${path}`,
      {
        agent,
        method,
        headers: {
          ...target.headers,
          ...(body === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
        },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          if (answer.statusCode === 200 || answer.statusCode === 201)
            done({ text: Buffer.concat(chunks).toString(), headers: answer.headers });
          else
            failed(
              new Error(
                `${method} ${path}: ${answer.statusCode} ${Buffer.concat(chunks).toString().slice(0, 300)}`,
              ),
            );
        });
        answer.on('error', failed);
      },
    );
    outgoing.on('error', failed);
    outgoing.end(body);
  });
}
