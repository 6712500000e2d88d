import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Service } from '@pyairtable/nx-polyglot/services';
import { freePort, portIsFree } from '@pyairtable/testkit';
import { takeLock } from './lock-file';

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

/** Ports that this runner keeps for its services until it gives them back. */
export interface AssignedPorts {
  byService: Map<string, number>;
  release(): void;
}

/**
 * Keeps a port from other runners of this machine: two that start at once would both find it free, and then take each
 * other's services for their own. Undefined when another runner, or another user's, has it.
 */
function reserve(port: number): (() => void) | undefined {
  try {
    const lock = takeLock(join(tmpdir(), `pyairtable-port-${port}.lock`));
    return 'release' in lock ? lock.release : undefined;
  } catch {
    return undefined;
  }
}

/** A port for each service; an internal one that is taken moves to a free one. */
export async function assignPorts(services: readonly Service[], gateway: number): Promise<AssignedPorts> {
  const byService = new Map<string, number>();
  const releases: (() => void)[] = [];
  for (const { name, port } of services) {
    let chosen = name === GATEWAY ? gateway : port;
    while (name !== GATEWAY) {
      const release = chosen === gateway || !(await portIsFree(chosen)) ? undefined : reserve(chosen);
      if (release) {
        releases.push(release);
        break;
      }
      chosen = await freePort();
    }
    byService.set(name, chosen);
  }
  return { byService, release: () => releases.forEach((release) => release()) };
}
