import { readServices } from '@pyairtable/nx-polyglot/services';
import { workspaceRoot } from '@pyairtable/testkit';
import { build } from '../build/build';
import { Progress, say, TYPED_AT } from '../progress';
import { seed } from '../seed/seed';
import { aborted, stopSignal } from '../stop-signal';
import { checkHome } from '../system/check-home';
import { homeOf, makeHome } from '../system/home';
import { lockHome } from '../system/lock-home';
import { gatewayPort } from '../system/ports';
import { DEMO_EMAIL } from '../system/secrets';
import { endLeftovers } from '../system/state';
import { System } from '../system/system';

const USAGE = `usage: npm start [-- --only NAME,NAME…]

Runs the whole system, or only the named services of services.yaml, until Ctrl-C.
Environment: PORT (gateway, default 8080), PYAIRTABLE_HOME (default .pyairtable), DATABASE_URL (default: embedded).`;

/** `npm start`: resolves with the exit code once everything has stopped. */
export async function run(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    console.log(USAGE);
    return 0;
  }
  // Whoever read our output may stop reading; the system goes on.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const typedAt = process.env[TYPED_AT];
  const progress = new Progress(typedAt === undefined ? undefined : Number(typedAt));
  const signal = stopSignal(() => process.exit(1));
  const all = readServices(workspaceRoot);
  const only = args[0] === '--only' ? (args[1] ?? '').split(',') : undefined;
  const unknown = only?.find((name) => !all.some((service) => service.name === name));
  if (unknown !== undefined) throw new Error(`services.yaml names no service "${unknown}".`);
  const services = only ? all.filter(({ name }) => only.includes(name)) : all;

  const home = homeOf();
  makeHome(home);
  const unlock = lockHome(home);
  try {
    checkHome(home);
    await endLeftovers(home);
    const port = await gatewayPort(all, process.env);
    await progress.stage(
      'build',
      (report) => build(services, signal, report),
      (what) => what,
    );
    const system = new System({ home, services, gatewayPort: port, progress, env: process.env, signal });
    try {
      if (!signal.aborted) await system.startDatabase();
      if (!signal.aborted) await system.startServices();
      // A part of the system may lack what the samples need; the whole never does.
      if (!signal.aborted && !only)
        await progress.stage(
          'seed',
          (report) => seed(home, system.url, system.secrets, report),
          (what) => what,
        );
      if (!signal.aborted) {
        system.markReady();
        console.log(`\nPyAirtable is ready on ${system.url} (${progress.total()} s)`);
        console.log(`  sign in as ${DEMO_EMAIL} with password ${system.secrets.demoPassword}\n`);
        await aborted(signal);
      }
      say('stopping');
    } finally {
      await system.stop();
    }
    say('stopped; nothing was lost');
    return 0;
  } finally {
    unlock();
  }
}
