import { createServer, type Server } from 'node:net';
import type { Service } from '@pyairtable/nx-polyglot/services';
import { freePort } from '@pyairtable/testkit';
import { assignPorts, gatewayPort } from './ports';

const service = (name: string, port: number): Service => ({
  name,
  folder: `apps/${name}`,
  language: 'typescript',
  port,
  health: '/healthz',
  stage: 1,
  dependsOn: [],
  env: [],
  routes: [],
});

describe('ports', () => {
  let taken: Server;
  let takenPort: number;
  beforeAll(async () => {
    takenPort = await freePort();
    taken = createServer().listen(takenPort, '127.0.0.1');
    await new Promise((done) => taken.once('listening', done));
  });
  afterAll(() => void taken.close());

  it("refuse in one line a gateway's port that is taken, and name another", async () => {
    const refusal = gatewayPort([], { PORT: String(takenPort) });
    await expect(refusal).rejects.toThrow(`Port ${takenPort} on 127.0.0.1 is taken`);
    await expect(refusal).rejects.toThrow(/^[^\n]+$/);
  });

  it.each(['0', '70000', 'http', '80.5'])('refuse PORT=%s', async (PORT) => {
    await expect(gatewayPort([], { PORT })).rejects.toThrow('which is no port');
  });

  it('move an internal service from a taken port, and give no port twice', async () => {
    const free = await freePort();
    const services = [service('a', takenPort), service('b', free), service('c', free)];
    const { byService, release } = await assignPorts(services, 1);
    expect(byService.get('b')).toBe(free);
    expect(new Set([...byService.values(), takenPort]).size).toBe(4);
    release();
  });

  it('belong to one of two systems that start at once, before either listens', async () => {
    const free = await freePort();
    const both = await Promise.all([1, 2].map(() => assignPorts([service('a', free)], 1)));
    const ports = both.map(({ byService }) => byService.get('a'));
    expect(new Set(ports).size).toBe(2);
    expect(ports).toContain(free);
    both.forEach(({ release }) => release());
    const later = await assignPorts([service('a', free)], 1);
    expect(later.byService.get('a')).toBe(free);
    later.release();
  });
});
