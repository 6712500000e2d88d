import { CLOSE_CODES } from '@pyairtable/contracts';
import { inject } from 'vitest';
import WebSocket from 'ws';
import { adminOf, newBase, newPerson, type Person } from '../people';
import { revokeToken, signInSession } from '../session';

/** From the answer to the revocation until the last request begins that the credential is accepted with. */
const WITHIN_MS = 1_000;

type Headers = Record<string, string>;

describe('a credential that is taken back', () => {
  const system = inject('system');
  let mia: Person;
  let baseId: string;

  beforeAll(async () => {
    mia = await newPerson(system, 'Mia');
    const fields = [{ name: 'Name', type: 'singleLineText' }];
    ({ baseId } = await newBase(system, mia, 'Watched', [{ name: 'T', fields, records: [{ Name: 'a' }] }]));
  });

  const hello = JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
  });
  const toAgents = {
    method: 'POST',
    body: hello,
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
  };

  const status = async (path: string, headers: Headers) => {
    const sent = path === '/mcp' ? toAgents : { headers: {} };
    const answer = await fetch(new URL(path, system.baseUrl), {
      ...sent,
      headers: { ...sent.headers, ...headers },
    });
    await answer.body?.cancel();
    return answer.status;
  };

  /** An open real-time stream that keeps the code and the moment of its end. */
  async function openStream(headers: Headers) {
    const address = new URL(`/v1/bases/${baseId}/realtime?after=0`, system.baseUrl);
    address.protocol = 'ws:';
    const socket = new WebSocket(address, { headers });
    const closed = new Promise<{ code: number; at: number }>((done) =>
      socket.once('close', (code) => done({ code, at: performance.now() })),
    );
    await new Promise((done, fail) => socket.once('message', done).once('error', fail));
    return { closed, isOpen: () => socket.readyState === WebSocket.OPEN, close: () => socket.close() };
  }

  /**
   * Milliseconds until the last request began that was accepted; asks without pause, so that every cache is warm. A busy
   * machine answers late what began in time.
   */
  async function refusedEverywhere(paths: string[], headers: Headers): Promise<number> {
    const started = performance.now();
    const left = new Set(paths);
    let accepted = 0;
    while (left.size > 0) {
      if (accepted > 10_000) throw new Error(`still accepted: ${[...left].join(', ')}`);
      for (const path of left) {
        const began = performance.now() - started;
        if ((await status(path, headers)) === 401) left.delete(path);
        else accepted = began;
      }
    }
    // Refused for good.
    expect(await Promise.all(paths.map((path) => status(path, headers)))).toEqual(paths.map(() => 401));
    return accepted;
  }

  it.each(['token', 'session'])(
    'a %s is refused everywhere within a second and its open stream ends',
    async (kind) => {
      const session = await signInSession(system, mia);
      const { id, token } = await adminOf(system).createToken({ email: mia.email, name: 'taken back' });
      const headers: Headers =
        kind === 'token'
          ? { authorization: `Bearer ${token}` }
          : { cookie: session.cookie, origin: new URL(system.baseUrl).origin };
      const paths = ['/v1/me', '/v1/workspaces', `/v1/bases/${baseId}`, `/v0/${baseId}/T`, '/v0/meta/bases'];
      // Agents come with tokens alone.
      if (kind === 'token') paths.push('/mcp');
      const before = await Promise.all(paths.map((path) => status(path, headers)));
      expect(before).toEqual(paths.map(() => 200));
      const { closed } = await openStream(headers);

      if (kind === 'token') await revokeToken(system, session.cookie, id);
      else await session.signOut();
      const revoked = performance.now();
      const [acceptedMs, end] = await Promise.all([refusedEverywhere(paths, headers), closed]);
      console.log(
        `a ${kind}: accepted for ${Math.round(acceptedMs)} ms, stream closed after ${Math.round(end.at - revoked)} ms`,
      );
      expect(acceptedMs).toBeLessThan(WITHIN_MS);
      expect(end.code).toBe(CLOSE_CODES.revoked);
      const again = await openStream(headers).then(
        () => 'opened',
        (error: Error) => error.message,
      );
      expect(again).toContain('401');
    },
  );

  it('takes one session and leaves the other, with its stream', async () => {
    const [first, second] = [await signInSession(system, mia), await signInSession(system, mia)];
    const headersOf = ({ cookie }: typeof first): Headers => ({
      cookie,
      origin: new URL(system.baseUrl).origin,
    });
    const [ending, staying] = [await openStream(headersOf(first)), await openStream(headersOf(second))];
    await first.signOut();
    const paths = ['/v1/me', `/v1/bases/${baseId}`];
    await Promise.all([refusedEverywhere(paths, headersOf(first)), ending.closed]);
    expect(await Promise.all(paths.map((path) => status(path, headersOf(second))))).toEqual([200, 200]);
    expect(staying.isOpen()).toBe(true);
    staying.close();
    await second.signOut();
  });

  it('takes one token and leaves the others of the same person', async () => {
    const session = await signInSession(system, mia);
    const { id } = await adminOf(system).createToken({ email: mia.email, name: 'first' });
    await revokeToken(system, session.cookie, id);
    expect(await status('/v1/me', { authorization: `Bearer ${mia.token}` })).toBe(200);
    expect(await status('/v1/me', { cookie: session.cookie })).toBe(200);
  });
});
