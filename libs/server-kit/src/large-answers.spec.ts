import { BOUNDS } from './large-answers';
import { createServer, type Server } from './server';
import { startTokenIssuer, type TokenIssuer } from './testing';

describe('somebody who was just given a large answer', () => {
  let issuer: TokenIssuer;
  let app: Server;
  let running: string[];
  let release: (() => void)[];

  const start = (heldMs: number): void => {
    [running, release] = [[], []];
    app = createServer({
      service: 'probe',
      version: 'test',
      logLevel: 'silent',
      authUrl: issuer.url,
      largeAnswers: { ...BOUNDS, lastsMs: 60_000, heldMs },
    });
    app.get('/large', async () => 'x'.repeat(4 * 1024 * 1024));
    app.get('/held', async ({ query }) => {
      const { name } = query as { name: string };
      running.push(name);
      await new Promise<void>((resolve) => release.push(resolve));
      if (name === 'failing') throw new Error('failed');
      return {};
    });
  };
  beforeAll(async () => {
    issuer = await startTokenIssuer();
  });
  afterEach(() => app.close());
  afterAll(() => issuer?.close());

  const ask = async (sub: string, url: string) =>
    app.inject({ url, headers: await issuer.authorization({ sub }) });

  it('has two requests carried out at a time, and others theirs', async () => {
    start(60_000);
    await ask('usrAAAAAAAAAAAAAA', '/large');
    const asked = [];
    for (const name of ['first', 'failing', 'third', 'fourth']) {
      asked.push(ask('usrAAAAAAAAAAAAAA', `/held?name=${name}`));
      if (asked.length <= 2) await vi.waitFor(() => expect(running).toContain(name), 10_000);
    }
    asked.push(ask('usrBBBBBBBBBBBBBB', '/held?name=other'));
    await vi.waitFor(() => expect(running).toContain('other'), 10_000);
    expect(running).toEqual(['first', 'failing', 'other']);
    release[1]?.();
    await vi.waitFor(() => expect(running).toHaveLength(4), 10_000);
    release[0]?.();
    await vi.waitFor(() => expect(running).toHaveLength(5), 10_000);
    expect(running.slice(3).toSorted()).toEqual(['fourth', 'third']);
    for (const end of release) end();
    const answers = await Promise.all(asked);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 500, 200, 200, 200]);
  });

  it('has a third carried out beside two that take long', async () => {
    start(1);
    await ask('usrAAAAAAAAAAAAAA', '/large');
    const asked = ['first', 'second', 'third'].map((name) => ask('usrAAAAAAAAAAAAAA', `/held?name=${name}`));
    await vi.waitFor(() => expect(running).toHaveLength(3), 10_000);
    for (const end of release) end();
    await Promise.all(asked);
  });

  it('is nobody who was given small ones', async () => {
    start(60_000);
    const names = ['a', 'b', 'c', 'd'];
    const asked = [];
    for (const name of names) {
      asked.push(ask('usrAAAAAAAAAAAAAA', `/held?name=${name}`));
      await vi.waitFor(() => expect(running).toContain(name), 10_000);
    }
    expect(running).toEqual(names);
    for (const end of release) end();
    await Promise.all(asked);
  });
});
