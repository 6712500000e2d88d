import { KeyedRequest } from './keyed-request';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** A server whose next answers are lost while `isLost`, and the keys that it was sent. */
function start() {
  const server = { isLost: true };
  const keys: (string | undefined)[] = [];
  vi.stubGlobal('fetch', (_path: string, { headers }: { headers: Record<string, string> }) => {
    keys.push(headers['idempotency-key']);
    return server.isLost
      ? Promise.reject(new TypeError('Failed to fetch'))
      : Promise.resolve(Response.json({}));
  });
  const requests = new KeyedRequest();
  const post = (path: string, body?: unknown) => requests.ask('POST', path, body).catch(() => undefined);
  return { server, keys, requests, post };
}

it('asks for each lost request under its key again, whatever was asked for between, until it is answered', async () => {
  const { server, keys, post } = start();
  await post('/a', { name: 'A' });
  await post('/b');
  await post('/a', { name: 'B' });
  server.isLost = false;
  await post('/c');
  for (let time = 0; time < 2; time += 1) {
    await post('/b');
    await post('/a', { name: 'A' });
  }
  const [a, b, , , ...again] = keys;
  expect(again.slice(0, 2)).toEqual([b, a]);
  expect(new Set(keys).size).toBe(6);
});

it('asks anew for what was lost ten minutes ago', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const { keys, post } = start();
  await post('/a');
  vi.setSystemTime(Date.now() + 9 * 60_000);
  await post('/a');
  vi.setSystemTime(Date.now() + 11 * 60_000);
  await post('/a');
  expect([keys[1] === keys[0], keys[2] === keys[0]]).toEqual([true, false]);
});

it.each(['PATCH', 'DELETE'] as const)('has no key for a %s', async (method) => {
  const { server, keys, requests } = start();
  server.isLost = false;
  await requests.ask(method, '/a');
  expect(keys).toEqual([undefined]);
});
