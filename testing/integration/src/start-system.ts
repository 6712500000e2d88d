import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DEMO_EMAIL, homeOf, readState, type Home, type Secrets, type SystemState } from '@pyairtable/runner';
import { freePort, workspaceRoot } from '@pyairtable/testkit';

export interface SystemRequest {
  /** Folder of the system; a throw-away one, removed at stop, when absent. */
  home?: string;
  env?: Record<string, string>;
}

/** A whole system as `npm start` runs it, on ports of its own. */
export interface RunningSystem {
  baseUrl: string;
  home: Home;
  operatorToken: string;
  demo: { email: string; password: string };
  /** Process number of each service now; a restart changes it. */
  readonly services: Record<string, number>;
  readonly postgresPid: number;
  /** Everything the runner has printed. */
  readonly output: string;
  /** Sends SIGKILL to a service, to "postgres" or to "runner". */
  kill(name: string): number;
  /** Asks the runner to end, as Ctrl-C does, and answers its exit code once every process is gone. */
  stop(): Promise<number | null>;
}

/** The first start in a clone builds everything; one that has failed ends by itself. */
const START_MS = 900_000;
/** After which whoever waits is shown what is being done. */
const QUIET_MS = 15_000;

async function untilReady(child: ChildProcess, home: Home, output: () => string): Promise<SystemState> {
  const began = Date.now();
  let shown = 0;
  while (Date.now() < began + START_MS) {
    if (Date.now() > began + QUIET_MS) {
      process.stderr.write(output().slice(shown));
      shown = output().length;
    }
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`the runner ended:\n${output()}`);
    const state = readState(home);
    if (state?.ready && state.runner.pid === child.pid) return state;
    await sleep(50);
  }
  child.kill('SIGTERM');
  throw new Error(`the system was not ready in ${START_MS / 1000} s:\n${output()}`);
}

/** Starts a system and resolves once it is healthy and seeded. It ends with this process, whatever happens to it. */
export async function startSystem({ home: folder, env = {} }: SystemRequest = {}): Promise<RunningSystem> {
  const own = folder === undefined;
  const home = homeOf({ PYAIRTABLE_HOME: folder ?? mkdtempSync(join(tmpdir(), 'pyairtable-system-')) });
  let output = '';
  const child = spawn(process.execPath, [join(workspaceRoot, 'tools/runner/src/main.ts'), 'start'], {
    cwd: workspaceRoot,
    env: { ...process.env, PORT: String(await freePort()), ...env, PYAIRTABLE_HOME: home.folder },
    // The channel tells the runner when this process dies.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += String(text)));
  const exited = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  const state = await untilReady(child, home, () => output);
  const secrets = JSON.parse(readFileSync(home.secrets, 'utf8')) as Secrets;
  const now = () => readState(home) ?? state;
  return {
    baseUrl: state.url,
    home,
    operatorToken: readFileSync(home.operatorToken, 'utf8').trim(),
    demo: { email: DEMO_EMAIL, password: secrets.demoPassword },
    get services() {
      return Object.fromEntries(Object.entries(now().services).map(([name, { pid }]) => [name, pid]));
    },
    get postgresPid() {
      return now().postgres?.pid ?? 0;
    },
    get output() {
      return output;
    },
    kill(name) {
      const { services, postgres } = now();
      const pid = name === 'postgres' ? postgres?.pid : name === 'runner' ? child.pid : services[name]?.pid;
      if (!pid) throw new Error(`${name} does not run`);
      process.kill(pid, 'SIGKILL');
      return pid;
    },
    stop: async () => {
      child.kill('SIGINT');
      const code = await exited;
      if (own) rmSync(home.folder, { recursive: true, force: true });
      return code;
    },
  };
}
