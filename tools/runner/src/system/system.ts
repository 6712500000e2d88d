import type { Service } from '@pyairtable/nx-polyglot/services';
import { migrateAll, startGuardian } from '@pyairtable/testkit';
import { embeddedDatabase, givenDatabase, type Database } from '../database/database';
import type { Progress } from '../progress';
import type { Home } from './home';
import { assignPorts, type AssignedPorts } from './ports';
import { identify } from './process-identity';
import { loadSecrets, type Secrets } from './secrets';
import { serviceCommand } from './service-command';
import { serviceEnv, type SystemFacts } from './service-env';
import { ServiceLog } from './service-log';
import { removeState, writeState, type SystemState } from './state';
import { SupervisedService } from './supervised-service';
import { systemFacts } from './system-facts';

export interface SystemOptions {
  home: Home;
  /** The services to run, from services.yaml. */
  services: readonly Service[];
  gatewayPort: number;
  progress: Progress;
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
}

/** The running whole: database and services, started in order and stopped in reverse. */
export class System {
  readonly secrets: Secrets;
  readonly #options: SystemOptions;
  readonly #guardian = startGuardian();
  readonly #stages: SupervisedService[][] = [];
  readonly #logs: ServiceLog[] = [];
  readonly #state: SystemState;
  #database: Database | undefined;
  #ports: AssignedPorts | undefined;

  constructor(options: SystemOptions) {
    this.#options = options;
    this.secrets = loadSecrets(options.home);
    this.#state = {
      url: `http://127.0.0.1:${options.gatewayPort}`,
      runner: identify(process.pid),
      ready: false,
      services: {},
    };
  }

  get url(): string {
    return this.#state.url;
  }

  /** Starts the database and migrates it. */
  async startDatabase(): Promise<void> {
    const { progress, env } = this.#options;
    const database = await progress.stage(
      'postgres',
      () => this.#openDatabase(env['DATABASE_URL']),
      ({ embedded }) => (embedded ? `embedded, port ${embedded.port}` : 'DATABASE_URL'),
    );
    this.#database = database;
    if (database.embedded) this.#state.postgres = database.embedded;
    this.#save();
    await progress.stage(
      'migrate',
      () => migrateAll(database.url),
      (applied) => (applied.length ? `${applied.length} applied` : 'up to date'),
    );
  }

  /** Starts the services, stage by stage, each stage when all before it are healthy. */
  async startServices(): Promise<void> {
    const { home, services, gatewayPort, progress } = this.#options;
    const ports = await assignPorts(services, gatewayPort);
    this.#ports = ports;
    const facts = systemFacts(home, this.secrets, ports.byService, gatewayPort, (name) =>
      this.#database?.urlOf(name),
    );
    const stages = [...new Set(services.map(({ stage }) => stage))].sort((a, b) => a - b);
    await progress.stage(
      'services',
      async () => {
        for (const stage of stages) {
          if (this.#options.signal.aborted) return;
          const members = services.filter((service) => service.stage === stage);
          const supervised = members.map((service) => this.#supervise(service, facts));
          this.#stages.push(supervised);
          await Promise.all(supervised.map((service) => service.start()));
        }
      },
      () => services.map(({ name }) => name).join(' '),
    );
  }

  /** Notes in state.json that everything is healthy and seeded. */
  markReady(): void {
    this.#state.ready = true;
    this.#save();
  }

  /** Stops everything in reverse order, the database last; safe at any moment of the start. */
  async stop(): Promise<void> {
    for (const stage of this.#stages.reverse()) await Promise.all(stage.map((service) => service.stop()));
    this.#ports?.release();
    await this.#database?.stop();
    this.#guardian.close();
    for (const log of this.#logs) log.close();
    removeState(this.#options.home);
  }

  #openDatabase(given: string | undefined): Promise<Database> {
    if (given) return givenDatabase(given, this.secrets);
    return embeddedDatabase({
      home: this.#options.home,
      secrets: this.secrets,
      log: this.#log('postgres'),
      guardian: this.#guardian,
      onRestarted: (pid) => {
        if (this.#state.postgres) this.#state.postgres.pid = pid;
        this.#save();
      },
    });
  }

  #supervise(service: Service, facts: SystemFacts): SupervisedService {
    const url = facts.urls.get(service.name) as string;
    return new SupervisedService({
      service,
      command: serviceCommand(service),
      env: serviceEnv(service, facts, this.#options.env),
      url,
      log: this.#log(service.name),
      guardian: this.#guardian,
      onStarted: (pid) => {
        this.#state.services[service.name] = { ...identify(pid), port: Number(new URL(url).port), url };
        this.#save();
      },
    });
  }

  #log(name: string): ServiceLog {
    const log = new ServiceLog(this.#options.home.logs, name);
    this.#logs.push(log);
    return log;
  }

  #save(): void {
    writeState(this.#options.home, this.#state);
  }
}
