import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { loadavg } from 'node:os';
import type { RunningSystem } from '@pyairtable/integration';
import { readState, type Secrets } from '@pyairtable/runner';
import { clusterUrl, urlAs } from '@pyairtable/testkit';
import { send, type Shot, type Target } from './load';

/** Connections of what is asked once; the caller destroys it in the end. */
export const agent = new Agent({ keepAlive: true });

export async function json<T>(target: Target, shot: Shot): Promise<T> {
  return JSON.parse((await send(agent, target, shot)).text) as T;
}

export const operatorOf = (system: RunningSystem): Target => ({
  url: system.baseUrl,
  headers: { authorization: `Bearer ${system.operatorToken}` },
});

/** A token of the demo person. */
export async function makeToken(system: RunningSystem): Promise<string> {
  const { token } = await json<{ token: string }>(operatorOf(system), {
    method: 'POST',
    path: '/v1/admin/tokens',
    body: JSON.stringify({ email: system.demo.email, name: 'benchmark' }),
  });
  return token;
}

export async function demoUserId(system: RunningSystem): Promise<string> {
  const { users } = await json<{ users: { id: string }[] }>(operatorOf(system), {
    method: 'GET',
    path: `/v1/admin/users?email=${encodeURIComponent(system.demo.email)}`,
  });
  const [user] = users;
  if (!user) throw new Error('the system has no demo person');
  return user.id;
}

/** Connection string of the owner of the system's embedded database, or of a service's role. */
export function databaseUrl(system: RunningSystem, role?: string): string {
  const secrets = JSON.parse(readFileSync(system.home.secrets, 'utf8')) as Secrets;
  const port = readState(system.home)?.postgres?.port;
  if (port === undefined) throw new Error('The benchmark needs the embedded PostgreSQL.');
  const owner = clusterUrl(port, secrets.postgres, 'pyairtable');
  return role ? urlAs(owner, role, secrets.roles[role] as string) : owner;
}

/** MiB that a process holds of the machine's memory, and the most that it has held. */
export function memoryOf(pid: number): { now: number; most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mebibytes = (key: string) =>
    Math.round(Number(new RegExp(`${key}:\\s+(\\d+)`).exec(status)?.[1]) / 1_024);
  return { now: mebibytes('VmRSS'), most: mebibytes('VmHWM') };
}

export const loadOfMachine = (): string =>
  `load of the machine ${loadavg()
    .map((load) => load.toFixed(1))
    .join(' ')}`;
