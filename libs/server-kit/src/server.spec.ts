import { appError } from '@pyairtable/contracts';
import { setTimeout as delay } from 'node:timers/promises';
import Type from 'typebox';
import { MAX_JSON_DEPTH, MAX_JSON_VALUES } from './json-shape';
import { createServer, type Server, type ServerOptions } from './server';

interface Line {
  msg: string;
  [key: string]: unknown;
}

function start(options: Partial<ServerOptions> = {}): { app: Server; lines: Line[] } {
  const lines: Line[] = [];
  const app = createServer({
    service: 'probe',
    version: '1.2.3',
    logLevel: 'info',
    logDestination: { write: (line) => void lines.push(JSON.parse(line) as Line) },
    ...options,
  });
  app.post(
    '/things/:baseId',
    { schema: { body: Type.Object({ size: Type.Integer({ maximum: 9 }) }) } },
    async (request) => ({
      size: request.body.size,
    }),
  );
  app.get('/refused', async () => {
    throw appError('INVALID_OFFSET_VALUE', 'The value of offset x is invalid');
  });
  app.get('/busy', async () => {
    throw appError('RATE_LIMIT_REACHED');
  });
  app.get('/broken', async () => {
    throw Object.assign(new Error('invalid input syntax for type integer: "my salary"'), {
      code: '22P02',
      detail: 'my salary',
      table: 'tbl1',
      schema: 'app1',
    });
  });
  app.get('/slow', async () => delay(5_000, undefined, { ref: false }));
  return { app, lines };
}

describe('a server', () => {
  it('validates bodies with the compiled schema and names the place that is wrong', async () => {
    const { app } = start();
    const good = await app.inject({ method: 'POST', url: '/things/a', payload: { size: 3 } });
    expect(good.json()).toEqual({ size: 3 });
    const bad = await app.inject({ method: 'POST', url: '/things/a', payload: { size: 'secret' } });
    expect(bad.statusCode).toBe(422);
    expect(bad.json()).toEqual({
      error: { type: 'INVALID_REQUEST_UNKNOWN', message: 'Invalid request: body/size must be integer' },
    });
  });

  it('says when to ask again where others keep somebody waiting, and nowhere else', async () => {
    const { app } = start();
    const [busy, refused] = await Promise.all(['/busy', '/refused'].map((url) => app.inject({ url })));
    expect([busy?.statusCode, busy?.headers['retry-after']]).toEqual([429, '5']);
    expect(refused?.headers).not.toHaveProperty('retry-after');
  });

  it.each(['{"size":', 'size=3', '{"__proto__":{"x":1}}'])(
    'answers 422 INVALID_REQUEST_BODY to the body %s',
    async (payload) => {
      const { app } = start();
      const headers = { 'content-type': 'application/json' };
      const answer = await app.inject({ method: 'POST', url: '/things/a', payload, headers });
      expect([answer.statusCode, answer.json()]).toEqual([
        422,
        { error: { type: 'INVALID_REQUEST_BODY', message: 'Could not parse request body' } },
      ]);
    },
  );

  it('refuses bytes that are not UTF-8 instead of changing them, and a body of another type', async () => {
    const { app } = start();
    const post = (payload: Buffer | string, type: string) =>
      app.inject({ method: 'POST', url: '/things/a', payload, headers: { 'content-type': type } });
    const answers = await Promise.all([
      post(Buffer.from('7b2273697a65223a332c2278223a22ff227d', 'hex'), 'application/json'),
      post('{"size":3}', 'text/plain'),
      post('size=3', 'application/x-www-form-urlencoded'),
    ]);
    expect(answers.map((answer) => [answer.statusCode, answer.json().error.type])).toEqual(
      answers.map(() => [422, 'INVALID_REQUEST_BODY']),
    );
    expect((await post('\ufeff{"size":3}', 'application/json; charset=utf-8')).json()).toEqual({ size: 3 });
  });

  it('refuses a body that nests too deep for what walks it, and counts no brackets in texts', async () => {
    const { app } = start();
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    const post = async (other: string) => {
      const headers = { 'content-type': 'application/json' };
      const payload = `{"size":3,"other":${other}}`;
      const answer = await app.inject({ method: 'POST', url: '/things/a', payload, headers });
      return [answer.statusCode, answer.json().error?.type];
    };
    expect(await post(nested(MAX_JSON_DEPTH - 1))).toEqual([200, undefined]);
    expect(await post(nested(MAX_JSON_DEPTH))).toEqual([422, 'INVALID_REQUEST_BODY']);
    expect(await post('{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000))).toEqual([
      422,
      'INVALID_REQUEST_BODY',
    ]);
    expect(await post(JSON.stringify(`"\\"${'{['.repeat(1_000)}`))).toEqual([200, undefined]);
    expect(await post(`[${'[[]],{"a":{}},'.repeat(1_000)}1]`)).toEqual([200, undefined]);
  });

  it('refuses a body of more values than any request has, whatever they are', async () => {
    const { app } = start();
    const post = async (other: string) => {
      const headers = { 'content-type': 'application/json' };
      const payload = `{"size":3,"other":${other}}`;
      const answer = await app.inject({ method: 'POST', url: '/things/a', payload, headers });
      return [answer.statusCode, answer.json().error?.type];
    };
    for (const value of ['0', '[]', '{}', '""', '"a,b[c]"']) {
      const each = /^[[{]/.test(value) ? 2 : 1;
      const list = (values: number) => `[${`${value},`.repeat(values / each)}1]`;
      expect(await post(list(MAX_JSON_VALUES - 10))).toEqual([200, undefined]);
      expect(await post(list(MAX_JSON_VALUES))).toEqual([413, 'REQUEST_TOO_LARGE']);
    }
  });

  it('takes an empty body for an empty object', async () => {
    const { app } = start();
    const headers = { 'content-type': 'application/json' };
    const answer = await app.inject({ method: 'POST', url: '/things/a', payload: '', headers });
    expect(answer.json()).toMatchObject({ error: { type: 'INVALID_REQUEST_UNKNOWN' } });
  });

  it.each(['/nowhere', '/%ZZ', `/things/${'x'.repeat(5_000)}`])(
    'answers a bare 404 where nothing is routed (%#)',
    async (url) => {
      const { app } = start();
      const answer = await app.inject({ method: 'GET', url });
      expect([answer.statusCode, answer.body]).toEqual([404, '{"error":"NOT_FOUND"}']);
    },
  );

  it('refuses a body over the limit with the catalogue’s error', async () => {
    const { app } = start({ bodyLimitBytes: 10 });
    const answer = await app.inject({
      method: 'POST',
      url: '/things/a',
      payload: { size: 1, pad: 'xxxxxxxxxx' },
    });
    expect([answer.statusCode, answer.json().error.type]).toEqual([413, 'REQUEST_TOO_LARGE']);
  });

  it('stops waiting for a handler that takes too long', async () => {
    const { app } = start({ handlerTimeoutMs: 30 });
    const answer = await app.inject({ method: 'GET', url: '/slow' });
    expect([answer.statusCode, answer.json().error.type]).toEqual([504, 'GATEWAY_TIMEOUT']);
  });

  it('sends an expected error as it is', async () => {
    const { app } = start();
    const answer = await app.inject({ method: 'GET', url: '/refused' });
    expect([answer.statusCode, answer.json()]).toEqual([
      422,
      { error: { type: 'INVALID_OFFSET_VALUE', message: 'The value of offset x is invalid' } },
    ]);
  });

  it('gives an unknown fault an id that stands in the log, and shows nothing else of it', async () => {
    const { app, lines } = start();
    const answer = await app.inject({ method: 'GET', url: '/broken' });
    const { id } = answer.json().error as { id: string };
    expect(answer.statusCode).toBe(500);
    expect(id).toMatch(/^err[0-9a-f]{18}$/);
    const line = lines.find(({ msg }) => msg === 'unexpected fault');
    expect(line).toMatchObject({ error_id: id, level: 'error', err: { code: '22P02', table: 'app1.tbl1' } });
    expect(answer.body + JSON.stringify(lines)).not.toContain('salary');
  });

  it('leaves an ordinary answer to the log of the gateway', async () => {
    const { app, lines } = start();
    await app.inject({ method: 'POST', url: '/things/app1', payload: { size: 1 } });
    await app.inject({ method: 'GET', url: '/refused' });
    expect(lines.filter(({ msg }) => msg === 'request')).toEqual([]);
  });

  it('logs one line per request when asked, with the house keys and no query', async () => {
    const { app, lines } = start({ logLevel: 'debug' });
    const headers = {
      'x-request-id': 'req_1',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    };
    const answer = await app.inject({
      method: 'POST',
      url: '/things/app1?q=private',
      payload: { size: 1 },
      headers,
    });
    expect(answer.headers['x-request-id']).toBe('req_1');
    expect(lines).toEqual([
      {
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        level: 'debug',
        msg: 'request',
        service: 'probe',
        version: '1.2.3',
        request_id: 'req_1',
        trace_id: '0af7651916cd43dd8448eb211c80319c',
        base_id: 'app1',
        method: 'POST',
        route: '/things/:baseId',
        status: 200,
        duration_ms: expect.any(Number),
      },
    ]);
  });

  it.each(['/refused', '/nowhere', '/healthz', '/broken'])('lets nobody keep an answer (%s)', async (url) => {
    const { app } = start();
    expect((await app.inject({ method: 'GET', url })).headers['cache-control']).toBe('no-store');
  });

  it('makes a request id of its own when the one given has the wrong shape', async () => {
    const { app } = start();
    const answer = await app.inject({ url: '/refused', headers: { 'x-request-id': 'two words' } });
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('/healthz', () => {
  it('answers 200 while every check passes', async () => {
    const { app } = start({ checks: { database: async () => undefined } });
    const answer = await app.inject('/healthz');
    expect([answer.statusCode, answer.json()]).toEqual([
      200,
      { status: 'ok', service: 'probe', version: '1.2.3', checks: { database: 'ok' } },
    ]);
  });

  it('answers 503 and names the failing check, not the reason', async () => {
    const { app } = start({
      checks: { database: async () => undefined, auth: () => Promise.reject(new Error('10.0.0.7 refused')) },
    });
    const answer = await app.inject('/healthz');
    expect([answer.statusCode, answer.json().checks]).toEqual([503, { database: 'ok', auth: 'failing' }]);
    expect(answer.body).not.toContain('10.0.0.7');
  });
});
