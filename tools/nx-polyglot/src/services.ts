import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { shapeFaults, type Shape } from './shape.ts';

export const SERVICES_FILE = 'services.yaml';
/** What services.yaml may hold, for every language: editors read it, and the gateway's tests hold its reader to it. */
export const SERVICES_SCHEMA = 'services.schema.json';

/** A public prefix at the gateway; sizes in bytes, times in milliseconds. */
export interface Route {
  prefix: string;
  credential: 'optional' | 'required' | 'forward' | 'none';
  cors?: boolean;
  cookies?: 'keep';
  timeout_ms?: number;
  body_bytes?: number;
}

/** One deployable of services.yaml; `env` holds the keys without the `?` that marks an optional one. */
export interface Service {
  name: string;
  folder: string;
  language: 'typescript' | 'go' | 'python';
  port: number;
  health: string;
  stage: number;
  dependsOn: string[];
  env: { key: string; required: boolean }[];
  routes: Route[];
}

const shape = JSON.parse(
  readFileSync(fileURLToPath(new URL(`../../../${SERVICES_SCHEMA}`, import.meta.url)), 'utf8'),
) as Shape;

/** The keys of a route in the order of the schema, each with the title that it has in documents. */
export const ROUTE_KEYS = Object.entries(
  shape.properties?.['services']?.items?.properties?.['routes']?.items?.properties ?? {},
).map(([key, { title }]) => ({ key: key as keyof Route, title: title ?? key }));

/** Reads services.yaml under the workspace root; throws with the path of everything that the schema refuses. */
export function readServices(workspaceRoot: string): Service[] {
  return parseServices(readFileSync(join(workspaceRoot, SERVICES_FILE), 'utf8'));
}

/** Parses the text of services.yaml: shapes only, what the entries mean to each other is checked elsewhere. */
export function parseServices(text: string): Service[] {
  const file: unknown = parse(text);
  const faults = shapeFaults(shape, file);
  if (faults.length > 0) throw new Error(faults.map((fault) => `${SERVICES_FILE}: ${fault}`).join('\n'));
  const { services } = file as { services: (Omit<Service, 'env'> & { env: string[] })[] };
  return services.map((service) => ({
    ...service,
    env: service.env.map((key) => ({ key: key.replace('?', ''), required: !key.endsWith('?') })),
  }));
}
