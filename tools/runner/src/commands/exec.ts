import { spawn } from 'node:child_process';
import { readServices } from '@pyairtable/nx-polyglot/services';
import { workspaceRoot } from '@pyairtable/testkit';
import { embeddedUrl, serviceUrls } from '../database/database';
import { writeDevelopmentServices } from '../system/development-services';
import { homeOf, makeHome } from '../system/home';
import { GATEWAY } from '../system/ports';
import { loadSecrets } from '../system/secrets';
import { serviceEnv } from '../system/service-env';
import { noteServed } from '../system/serving';
import { readState } from '../system/state';
import { systemFacts } from '../system/system-facts';

/**
 * `exec NAME -- COMMAND …`: runs a command in the environment that services.yaml describes for the service, on the
 * ports written there: what `nx serve` runs for each service. Answers the command's exit code.
 */
export async function run([name, dash, file = '', ...args]: string[]): Promise<number> {
  const services = readServices(workspaceRoot);
  const service = services.find((one) => one.name === name);
  if (!service || dash !== '--' || !file)
    throw new Error('usage: runner exec SERVICE -- COMMAND [ARGUMENT …]');
  const home = homeOf();
  makeHome(home);
  const secrets = loadSecrets(home);
  const embedded = readState(home)?.postgres;
  const owner = process.env['DATABASE_URL'] || (embedded && embeddedUrl(embedded.port, secrets));
  const ports = new Map(services.map((one) => [one.name, one.port]));
  const facts = systemFacts(home, secrets, ports, ports.get(GATEWAY) as number, (of) =>
    owner ? serviceUrls(owner, secrets)(of) : undefined,
  );
  if (name === GATEWAY) facts.servicesFile = writeDevelopmentServices(home, services);
  // The owner's address and the gateway's port are not the service's.
  const outer = { ...process.env, DATABASE_URL: undefined, PORT: undefined };
  const giveBack = noteServed(home, service.name);
  process.on('exit', giveBack);
  const child = spawn(file, args, {
    stdio: 'inherit',
    env: { ...outer, ...serviceEnv(service, facts, outer) },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  return new Promise<number>((done, fail) => {
    child.on('error', fail);
    child.on('exit', (code, signal) => done(signal ? 0 : (code ?? 1)));
  });
}
