import { readServices } from '@pyairtable/nx-polyglot/services';
import { portIsFree, workspaceRoot } from '@pyairtable/testkit';
import { homeOf, makeHome } from '../system/home';
import { isServed } from '../system/serving';

/**
 * `port NAME`: whether `nx serve` may serve the service on the port of services.yaml. It may when that is free, and when another
 * `nx serve` of this home serves it there, with which Nx shares it; else it throws in one line.
 */
export async function run([name]: string[]): Promise<number> {
  const service = readServices(workspaceRoot).find((one) => one.name === name);
  if (!service) throw new Error('usage: runner port SERVICE');
  const { port } = service;
  if (await portIsFree(port)) return 0;
  const home = homeOf();
  makeHome(home);
  if (isServed(home, service.name)) return 0;
  throw new Error(
    `Port ${port} on 127.0.0.1, the one of ${service.name}, is taken, as by npm start. Stop what uses it, or give ${service.name} another port in services.yaml.`,
  );
}
