import type { Service } from '@pyairtable/nx-polyglot/services';
import { freePort, portIsFree } from '@pyairtable/testkit';

export const GATEWAY = 'gateway';

/** The gateway's port: PORT, else the one in services.yaml. Throws in one line when it is no port or is taken. */
export async function gatewayPort(services: readonly Service[], env: NodeJS.ProcessEnv): Promise<number> {
  const text = env['PORT'];
  const port = text ? Number(text) : (services.find(({ name }) => name === GATEWAY)?.port ?? 8080);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`PORT is "${text}", which is no port.`);
  if (!(await portIsFree(port)))
    throw new Error(
      `Port ${port} on 127.0.0.1 is taken. Stop what uses it, or choose another: PORT=${port + 1} npm start`,
    );
  return port;
}

/** A port for each service; an internal one that is taken moves to a free one. */
export async function assignPorts(
  services: readonly Service[],
  gateway: number,
): Promise<Map<string, number>> {
  const ports = new Map<string, number>();
  const used = new Set([gateway]);
  for (const { name, port } of services) {
    let chosen = name === GATEWAY ? gateway : port;
    while (name !== GATEWAY && (used.has(chosen) || !(await portIsFree(chosen)))) chosen = await freePort();
    used.add(chosen);
    ports.set(name, chosen);
  }
  return ports;
}
