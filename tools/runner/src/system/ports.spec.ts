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
    const ports = await assignPorts([service('a', takenPort), service('b', free), service('c', free)], 1);
    expect(ports.get('b')).toBe(free);
    expect(new Set([...ports.values(), takenPort]).size).toBe(4);
  });
});
