import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BffUnavailable, fromBff } from './bff';
import { PAGE_PATH_HEADER } from './page-path';

const incoming = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock('next/headers', () => ({ headers: () => Promise.resolve(incoming.headers) }));
// As in Next: both leave the page by throwing.
vi.mock('next/navigation', () => ({
  redirect: (to: string) => {
    throw new Error(`redirect ${to}`);
  },
  notFound: () => {
    throw new Error('not found');
  },
}));

let server: Server;
let asked: string[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.url ?? ''} ${request.headers.authorization ?? ''}`);
    const status = Number(/status=(\d+)/.exec(request.url ?? '')?.[1] ?? 200);
    response.writeHead(status, { 'content-type': 'application/json' }).end('{"ok":true}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('BFF_URL', `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
});
beforeEach(() => {
  asked = [];
  incoming.headers = new Headers({
    authorization: 'Bearer identity',
    [PAGE_PATH_HEADER]: '/appA?record=recB',
  });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await new Promise((resolve) => server.close(resolve));
});

it('asks as the person whose identity the gateway put into the request', async () => {
  await expect(fromBff('/bff/home')).resolves.toEqual({ ok: true });
  expect(asked).toEqual(['/bff/home Bearer identity']);
});

it('asks once per request, however often the page and that of its failure read', async () => {
  const reading = () => expect(fromBff('/bff/home?status=502')).rejects.toThrow(BffUnavailable);
  await reading();
  await reading();
  expect(asked).toHaveLength(1);
  incoming.headers = new Headers(incoming.headers);
  await fromBff('/bff/home');
  expect(asked).toHaveLength(2);
});

it('sends a visitor without an identity to sign in, and asks nobody', async () => {
  incoming.headers.delete('authorization');
  await expect(fromBff('/bff/home')).rejects.toThrow('redirect /sign-in?next=%2FappA%3Frecord%3DrecB');
  expect(asked).toEqual([]);
});

it('sends a person whose session has ended to sign in', async () => {
  await expect(fromBff('/bff/home?status=401')).rejects.toThrow('redirect /sign-in?next=');
});

it.each([403, 404])('does not tell what is hidden from what is not there (%i)', async (status) => {
  await expect(fromBff(`/bff/bases/x?status=${String(status)}`)).rejects.toThrow('not found');
});

it('says that the page cannot be shown when bff fails', async () => {
  await expect(fromBff('/bff/home?status=502')).rejects.toThrow(BffUnavailable);
});
