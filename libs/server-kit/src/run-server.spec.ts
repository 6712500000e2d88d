import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const PROBE = `
import { createServer, runServer } from './index';
const app = createServer({ service: 'probe', version: '0', logLevel: 'info' });
app.get('/slow', async () => {
  process.send('in hand');
  await new Promise((resolve) => setTimeout(resolve, 150));
  return 'finished';
});
app.addHook('onClose', async () => process.send('closed'));
process.send(await runServer(app, { host: '127.0.0.1', port: 0 }));
`;

let folder: string;
let child: ChildProcess | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'server-kit-'));
  // The probe is bundled as the services are; signals cannot be tried on the test runner itself.
  await build({
    stdin: { contents: PROBE, resolveDir: fileURLToPath(new URL('.', import.meta.url)), loader: 'ts' },
    outfile: join(folder, 'probe.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: {
      js: "import { createRequire as __cr } from 'node:module'; const require = __cr(import.meta.url);",
    },
    logLevel: 'silent',
  });
}, 60_000);
afterEach(() => child?.kill('SIGKILL'));
afterAll(() => rm(folder, { recursive: true }));

describe('runServer', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'finishes the request in hand on %s, closes, and leaves with code 0',
    async (signal) => {
      child = spawn(process.execPath, [join(folder, 'probe.mjs')], {
        stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      });
      const messages: unknown[] = [];
      child.on('message', (message) => messages.push(message));
      const lines: { msg: string }[] = [];
      createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) =>
        lines.push(JSON.parse(line)),
      );
      const exited = once(child, 'exit');
      await vi.waitFor(() => expect(messages).toHaveLength(1), { timeout: 10_000 });
      const answer = fetch(`${messages[0]}/slow`).then((response) => response.text());
      await vi.waitFor(() => expect(messages).toHaveLength(2), { timeout: 5_000 });
      child.kill(signal);
      expect(await answer).toBe('finished');
      expect(await exited).toEqual([0, null]);
      expect(messages.at(-1)).toBe('closed');
      expect(lines.map(({ msg }) => msg)).toEqual(
        expect.arrayContaining([`listening on ${messages[0]}`, 'closing']),
      );
    },
    30_000,
  );
});
