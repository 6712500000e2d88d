import { setTimeout as pause } from 'node:timers/promises';
import { createServer, type Server } from './server';

const LIMIT_MS = 150;

describe('a request whose answer takes long', () => {
  let app: Server;
  let url: string;
  const signals: AbortSignal[] = [];

  beforeAll(async () => {
    app = createServer({ service: 'slow', version: 'test', logLevel: 'silent', handlerTimeoutMs: LIMIT_MS });
    app.all('/answer', async (request) => {
      signals.push(request.signal);
      const { after = LIMIT_MS * 10 } = (request.body ?? {}) as { after?: number };
      await pause(after, undefined, { signal: request.signal }).catch(() => undefined);
      return { aborted: request.signal.aborted };
    });
    url = `${await app.listen({ host: '127.0.0.1', port: 0 })}/answer`;
  });
  afterAll(async () => {
    // Connections that were opened for a request that was never sent would be waited for.
    app.server.closeAllConnections();
    await app.close();
  });

  const posted = (body: object): RequestInit => ({
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });

  it.each([
    ['without a body', {}],
    ['with a body', posted({})],
  ])('is stopped at the limit, %s', async (_what, init) => {
    const answer = await fetch(url, init);
    expect([answer.status, await answer.json()]).toMatchObject([504, { error: { type: 'GATEWAY_TIMEOUT' } }]);
    expect(signals.at(-1)?.aborted).toBe(true);
  });

  it('goes on while its client waits, though its body has come to an end', async () => {
    const answer = await fetch(url, posted({ after: 40 }));
    expect([answer.status, await answer.json()]).toEqual([200, { aborted: false }]);
  });

  it.each([
    ['without a body', {}],
    ['with a body', posted({})],
  ])('is told when its client has gone, %s', async (_what, init) => {
    const gone = new AbortController();
    const before = signals.length;
    const asked = fetch(url, { ...init, signal: gone.signal }).catch((error: Error) => error.name);
    await vi.waitFor(() => expect(signals.length).toBe(before + 1), 10_000);
    gone.abort();
    expect(await asked).toBe('AbortError');
    await vi.waitFor(() => expect(signals.at(-1)?.aborted).toBe(true), LIMIT_MS / 2);
  });
});
