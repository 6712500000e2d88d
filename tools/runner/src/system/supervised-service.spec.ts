import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, isAlive, startGuardian, type Guardian } from '@pyairtable/testkit';
import { isHealthy } from './health';
import { ServiceLog } from './service-log';
import { SupervisedService } from './supervised-service';

/** A service in a few lines: healthy at once, and a child of its own that must not outlive it. */
const SCRIPT = `
  const { spawn } = require('node:child_process');
  const child = spawn('sleep', ['600']);
  require('node:http').createServer((request, answer) => {
    if (request.url === '/child') return answer.end(String(child.pid));
    answer.statusCode = 200;
    answer.end();
  }).listen(Number(process.env.PORT), '127.0.0.1');
`;

describe('a supervised service', () => {
  let folder: string;
  let guardian: Guardian;
  let service: SupervisedService;
  let url: string;
  let pids: number[];

  const make = async (script: string) => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    pids = [];
    const file = join(folder, 'service.cjs');
    writeFileSync(file, script);
    service = new SupervisedService({
      service: {
        name: 'sample',
        folder: 'apps/sample',
        language: 'typescript',
        port,
        health: '/healthz',
        stage: 1,
        dependsOn: [],
        env: [],
        routes: [],
      },
      command: { file: process.execPath, args: [file], cwd: folder, env: {}, built: file },
      env: { PATH: process.env['PATH'] ?? '', PORT: String(port) },
      url,
      log: new ServiceLog(folder, 'sample'),
      guardian,
      onStarted: (pid) => pids.push(pid),
    });
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pyairtable-service-'));
    guardian = startGuardian();
    vi.spyOn(console, 'log').mockImplementation(() => undefined);
  });
  afterEach(async () => {
    await service.stop();
    guardian.close();
    rmSync(folder, { recursive: true });
    vi.restoreAllMocks();
  });

  it('is healthy once started, and stops with everything it started', async () => {
    await make(SCRIPT);
    await service.start();
    const child = Number(await (await fetch(`${url}/child`)).text());
    await service.stop();
    expect(isAlive(pids[0] as number)).toBe(false);
    await expect.poll(() => isAlive(child), { timeout: 10_000 }).toBe(false);
  });

  it('is started again, and reported, when it is killed', async () => {
    await make(SCRIPT);
    await service.start();
    process.kill(pids[0] as number, 'SIGKILL');
    await expect.poll(() => pids.length, { timeout: 10_000 }).toBe(2);
    await expect.poll(() => isHealthy(`${url}/healthz`), { timeout: 10_000 }).toBe(true);
    const said = vi.mocked(console.log).mock.calls.flat().join('\n');
    expect(said).toContain('sample crashed (killed by SIGKILL)');
  });

  it('fails its start with its last words when it ends at once', async () => {
    await make("console.error('no such key'); process.exit(3)");
    await expect(service.start()).rejects.toThrow(/sample ended while starting[^]*no such key/);
  });
});
