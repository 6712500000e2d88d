import { setTimeout as pause } from 'node:timers/promises';
import { createServer, type Server } from './server';

/** Longer than anything here takes. */
const NEVER_MS = 600_000;

describe('a request whose answer takes long', () => {
  const apps: Server[] = [];
  const signals: AbortSignal[] = [];
  /** Where answers take as long as they are told, and may take `limitMs`. */
  async function listen(limitMs: number): Promise<string> {
    const app = createServer({
      service: 'slow',
      version: 'test',
      logLevel: 'silent',
      handlerTimeoutMs: limitMs,
    });
    app.all('/answer', async (request) => {
      signals.push(request.signal);
      const { after = NEVER_MS } = (request.body ?? {}) as { after?: number };
      await pause(after, undefined, { signal: request.signal }).catch(() => undefined);
      return { aborted: request.signal.aborted };
    });
    apps.push(app);
    return `${await app.listen({ host: '127.0.0.1', port: 0 })}/answer`;
  }
  let hurried: string;
  let patient: string;

  beforeAll(async () => {
    [hurried, patient] = [await listen(150), await listen(NEVER_MS)];
  });
  afterAll(async () => {
    for (const app of apps) {
      // Connections that were opened for a request that was never sent would be waited for.
      app.server.closeAllConnections();
      await app.close();
    }
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
    const answer = await fetch(hurried, init);
    expect([answer.status, await answer.json()]).toMatchObject([504, { error: { type: 'GATEWAY_TIMEOUT' } }]);
    expect(signals.at(-1)?.aborted).toBe(true);
  });

  it('goes on while its client waits, though its body has come to an end', async () => {
    const answer = await fetch(patient, posted({ after: 40 }));
    expect([answer.status, await answer.json()]).toEqual([200, { aborted: false }]);
  });

  it.each([
    ['without a body', {}],
    ['with a body', posted({})],
  ])('is told when its client has gone, %s', async (_what, init) => {
    const gone = new AbortController();
    const before = signals.length;
    const asked = fetch(patient, { ...init, signal: gone.signal }).catch((error: Error) => error.name);
    await vi.waitFor(() => expect(signals.length).toBe(before + 1), 10_000);
    gone.abort();
    expect(await asked).toBe('AbortError');
    await vi.waitFor(() => expect(signals.at(-1)?.aborted).toBe(true), 10_000);
  });
});
