import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Service } from '@pyairtable/nx-polyglot/services';
import type { Guardian } from '@pyairtable/testkit';
import { say } from '../progress';
import { waitHealthy } from './health';
import type { ServiceCommand } from './service-command';
import type { ServiceLog } from './service-log';
import { signalGroup } from './signal-group';

export interface SupervisedOptions {
  service: Service;
  command: ServiceCommand;
  env: Record<string, string>;
  url: string;
  log: ServiceLog;
  guardian: Guardian;
  /** Called with the process number of each new process. */
  onStarted(pid: number): void;
}

const HEALTHY_MS = 60_000;
/** A service has this long to end its work after SIGTERM. */
const STOP_MS = 10_000;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;
/** Having run for so long, a crash counts as the first again. */
const STEADY_MS = 30_000;

/** One service that is kept running: restarted with growing pauses when it ends by itself, stopped on request. */
export class SupervisedService {
  readonly #options: SupervisedOptions;
  readonly #stopping = new AbortController();
  #child: ChildProcess | undefined;
  #startedAt = 0;
  #pauseMs = FIRST_PAUSE_MS;
  /** Was healthy once: from then on a crash is restarted, before that it fails the start. */
  #started = false;

  constructor(options: SupervisedOptions) {
    this.#options = options;
  }

  get name(): string {
    return this.#options.service.name;
  }

  /** Starts it and resolves when its health route answers; throws with its last log lines when it does not. */
  async start(): Promise<void> {
    const { service, url, log } = this.#options;
    this.#launch();
    const gaveUp = new AbortController();
    const ended = new Promise<'ended'>((done) => this.#child?.once('exit', () => done('ended')));
    const outcome = await Promise.race([
      waitHealthy(
        `${url}${service.health}`,
        HEALTHY_MS,
        AbortSignal.any([gaveUp.signal, this.#stopping.signal]),
      ),
      ended,
    ]);
    gaveUp.abort();
    if (this.#stopping.signal.aborted) return;
    if (outcome === true) {
      this.#started = true;
      return;
    }
    const why =
      outcome === 'ended' ? 'ended while starting' : `was not healthy within ${HEALTHY_MS / 1000} s`;
    throw new Error(
      `${service.name} ${why}. Its last lines:\n${log.tail.map((line) => `    ${line}`).join('\n')}`,
    );
  }

  /** Asks it to end, insists after ten seconds, and resolves when its process is gone. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    const child = this.#child;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((done) => child.once('exit', done));
    signalGroup(child.pid, 'SIGTERM');
    const timer = setTimeout(() => {
      say(`${this.name} did not stop in ${STOP_MS / 1000} s and was killed`);
      signalGroup(child.pid as number, 'SIGKILL');
    }, STOP_MS);
    await gone;
    clearTimeout(timer);
  }

  #launch(): void {
    const { command, env, log, guardian, onStarted } = this.#options;
    const child = spawn(command.file, command.args, {
      cwd: command.cwd,
      env: { ...env, ...command.env },
      // A group of its own: a terminal's Ctrl-C reaches only the runner, which then stops services in order.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    this.#startedAt = performance.now();
    log.follow(child.stdout);
    log.follow(child.stderr);
    if (child.pid !== undefined) {
      guardian.watch({ pid: child.pid, group: true, signal: 'SIGTERM', last: false });
      onStarted(child.pid);
    }
    child.once('error', (error) =>
      log.write(JSON.stringify({ level: 'error', msg: `cannot start: ${error.message}` })),
    );
    child.once('exit', (code, signal) => {
      if (child.pid !== undefined) {
        // What it may have started itself must not outlive it.
        signalGroup(child.pid, 'SIGKILL');
        guardian.unwatch(child.pid);
      }
      if (this.#started && !this.#stopping.signal.aborted)
        void this.#restart(signal ? `killed by ${signal}` : `exit code ${code}`);
    });
  }

  async #restart(why: string): Promise<void> {
    if (performance.now() - this.#startedAt > STEADY_MS) this.#pauseMs = FIRST_PAUSE_MS;
    const pauseMs = this.#pauseMs;
    this.#pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    say(`${this.name} crashed (${why}); it starts again in ${pauseMs / 1000} s`);
    try {
      await sleep(pauseMs, undefined, { signal: this.#stopping.signal });
    } catch {
      return;
    }
    this.#launch();
    const { service, url } = this.#options;
    const child = this.#child;
    const healthy = await waitHealthy(`${url}${service.health}`, HEALTHY_MS, this.#stopping.signal);
    // A crash in the meantime has its own restart, which reports for itself.
    if (child !== this.#child || this.#stopping.signal.aborted) return;
    say(healthy ? `${this.name} is healthy again` : `${this.name} is still not healthy`);
  }
}
