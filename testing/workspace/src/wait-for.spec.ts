import { workspaceRoot } from '@pyairtable/testkit';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const SCRIPT = join(workspaceRoot, 'tools/wait-for.mjs');

/** Exit code of wait-for with the arguments. */
async function waitFor(...args: string[]): Promise<number> {
  const [code] = (await once(spawn(process.execPath, [SCRIPT, ...args]), 'exit')) as [number];
  return code;
}

describe('tools/wait-for.mjs', () => {
  let server: Server;
  let answers: number[];
  let asked = 0;
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/healthz`;

  beforeEach(async () => {
    asked = 0;
    server = createServer((_request, response) => {
      response.writeHead(answers[Math.min(asked, answers.length - 1)] ?? 500).end();
      asked += 1;
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  afterEach(() => void server.close());

  it('ends with 0 at the first healthy answer', async () => {
    answers = [503, 503, 200];
    expect(await waitFor('--timeout=20', url())).toBe(0);
    expect(asked).toBe(3);
  });

  it('ends with 1 when one of the addresses stays unhealthy until the deadline', async () => {
    answers = [503];
    expect(await waitFor('--timeout=0.5', url())).toBe(1);
  });
});
