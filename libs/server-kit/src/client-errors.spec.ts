import { once } from 'node:events';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createServer, type Server } from './server';

let app: Server;
let lines: { level: string }[];
let failures: string[];
beforeEach(async () => {
  [lines, failures] = [[], []];
  const write = (line: string) => void lines.push(JSON.parse(line) as { level: string });
  app = createServer({ service: 'probe', version: '0', logLevel: 'info', logDestination: { write } });
  app.addHook('onError', async (_request, _reply, error) => void failures.push(error.message));
  app.post('/things', async (request) => ({ got: request.body }));
  await app.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(() => app.close());

/** Everything that is answered to these bytes, until the server ends the connection. */
async function say(bytes: string): Promise<string> {
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(bytes);
  return text(socket);
}

const HEAD = 'POST /things HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n';

describe('a request that the parser refuses', () => {
  it.each([
    ['an unknown method', 'XYZ /things HTTP/1.1\r\nHost: a\r\n\r\n', 400, 'MALFORMED_REQUEST'],
    [
      'an unknown method with a long body',
      `XYZ / HTTP/1.1\r\nContent-Length: 500000\r\n\r\n${'x'.repeat(500_000)}`,
      400,
      'MALFORMED_REQUEST',
    ],
    ['no HTTP', 'hello\r\n\r\n', 400, 'MALFORMED_REQUEST'],
    [
      'two lengths',
      `${HEAD}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
      'MALFORMED_REQUEST',
    ],
    ['a malformed chunk', `${HEAD}Transfer-Encoding: chunked\r\n\r\nxyz\r\n`, 400, 'MALFORMED_REQUEST'],
    ['a long head', `${HEAD}X: ${'x'.repeat(200_000)}\r\n\r\n`, 431, 'HEADERS_TOO_LARGE'],
  ])('is answered by the envelope and by the connection’s end: %s', async (_, bytes, status, type) => {
    const [head = '', body = ''] = (await say(bytes)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(head).toMatch(/\r\nConnection: close/);
    expect(JSON.parse(body)).toMatchObject({ error: { type, message: expect.any(String) } });
  });

  it('takes a body that breaks off for no fault of ours', async () => {
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
    socket.write(`${HEAD}Content-Length: 700\r\n\r\n{"a":1}`);
    await once(app.server, 'request');
    socket.destroy();
    await vi.waitFor(() => expect(failures).toEqual(['aborted']), 10_000);
    await app.close();
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('leaves the answer before it alone', async () => {
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
    socket.write(`${HEAD}Content-Length: 7\r\n\r\n{"a":1}`);
    const [first] = (await once(socket, 'data')) as [Buffer];
    expect(first.toString()).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\n{"got":{"a":1}}$/);
    socket.write('XYZ / HTTP/1.1\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 [^]*"MALFORMED_REQUEST"/);
  });
});
