import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { ApiHarness } from './testing/api-harness';

/** A stranger who announces a body and never sends it would hold a connection of the gateway's to us. */
describe('a request of nobody', () => {
  let api: ApiHarness;
  beforeAll(async () => {
    api = await ApiHarness.start();
    await api.app.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(() => api?.stop());

  /** What is answered to a head whose body does not come. */
  async function answerTo(method: string, path: string, announced: string): Promise<string> {
    const socket = connect((api.app.server.address() as AddressInfo).port, '127.0.0.1');
    try {
      socket.write(
        `${method} ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n${announced}\r\n\r\n`,
      );
      const [answer] = (await once(socket, 'data')) as [Buffer];
      return answer.toString();
    } finally {
      socket.destroy();
    }
  }

  const BASE = 'appAAAAAAAAAAAAAA';
  it.each([
    ['POST', `/v0/${BASE}/T`],
    ['POST', `/v0/${BASE}/T/listRecords`],
    ['PATCH', `/v0/${BASE}/T/recAAAAAAAAAAAAAA`],
    ['PUT', `/v0/${BASE}/T`],
    ['POST', '/v0/meta/bases'],
    ['POST', `/v1/bases/${BASE}/ops`],
    ['POST', '/v1/admin/bases/import'],
  ])('is refused before its body comes: %s %s', async (method, path) => {
    for (const announced of ['Content-Length: 1000', 'Transfer-Encoding: chunked']) {
      const answer = await answerTo(method, path, announced);
      expect(answer).toMatch(/^HTTP\/1\.1 401 [^]*"AUTHENTICATION_REQUIRED"/);
    }
  });

  it('stays without a route where there is none', async () => {
    expect(await answerTo('POST', '/v0/nowhere/at/all/here', 'Content-Length: 0')).toContain('404');
  });
});
