import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export const SERVICES_FILE = 'services.yaml';
export const LANGUAGES = ['typescript', 'go', 'python'] as const;
export const CREDENTIAL_MODES = ['optional', 'required', 'forward', 'none'] as const;

/** A public prefix at the gateway; sizes in bytes, times in milliseconds. */
export interface Route {
  prefix: string;
  credential: (typeof CREDENTIAL_MODES)[number];
  cors?: boolean;
  cookies?: 'keep' | 'strip';
  timeout_ms?: number;
  body_bytes?: number;
}

/** One deployable of services.yaml; `env` holds the keys without the `?` that marks an optional one. */
export interface Service {
  name: string;
  folder: string;
  language: (typeof LANGUAGES)[number];
  port: number;
  health: string;
  stage: number;
  dependsOn: string[];
  env: { key: string; required: boolean }[];
  routes: Route[];
}

/** Reads services.yaml under the workspace root; throws with the entry and key that is malformed. */
export function readServices(workspaceRoot: string): Service[] {
  return parseServices(readFileSync(join(workspaceRoot, SERVICES_FILE), 'utf8'));
}

/** Parses the text of services.yaml: shapes only, what the entries mean to each other is checked elsewhere. */
export function parseServices(text: string): Service[] {
  const root: unknown = parse(text);
  const entries = isObject(root) ? root['services'] : undefined;
  if (!Array.isArray(entries)) throw new Error(`${SERVICES_FILE}: needs a list "services"`);
  return entries.map((entry: unknown, index) => parseService(entry, `services[${index}]`));
}

function parseService(entry: unknown, at: string): Service {
  if (!isObject(entry)) throw new Error(`${SERVICES_FILE}: ${at} is not a mapping`);
  const fail = (key: string, wanted: string): never => {
    throw new Error(`${SERVICES_FILE}: ${at}.${key} must be ${wanted}`);
  };
  const text = (key: string, shape: RegExp, wanted: string): string => {
    const value = entry[key];
    return typeof value === 'string' && shape.test(value) ? value : fail(key, wanted);
  };
  const whole = (key: string, least: number, most: number): number => {
    const value = entry[key];
    return Number.isInteger(value) && (value as number) >= least && (value as number) <= most
      ? (value as number)
      : fail(key, `a whole number from ${least} to ${most}`);
  };
  const list = (key: string): string[] => {
    const value = entry[key];
    return Array.isArray(value) && value.every((one) => typeof one === 'string')
      ? value
      : fail(key, 'a list of texts');
  };
  const language = entry['language'];
  if (!LANGUAGES.includes(language as Service['language'])) fail('language', LANGUAGES.join(' | '));
  const routes = entry['routes'];
  return {
    name: text('name', /^[a-z][a-z0-9-]{0,40}$/, 'a kebab-case name'),
    folder: text('folder', /^(apps|go-services|python-services)\/[a-z][a-z0-9-]*$/, 'a project folder'),
    language: language as Service['language'],
    port: whole('port', 1024, 65535),
    health: text('health', /^\/\S*$/, 'a path'),
    stage: whole('stage', 1, 99),
    dependsOn: list('dependsOn'),
    env: list('env').map((key) => {
      if (!/^[A-Z][A-Z0-9_]*\??$/.test(key)) fail('env', 'a list of KEY or KEY?');
      return { key: key.replace('?', ''), required: !key.endsWith('?') };
    }),
    routes: Array.isArray(routes) ? routes.map((route) => parseRoute(route, fail)) : fail('routes', 'a list'),
  };
}

function parseRoute(route: unknown, fail: (key: string, wanted: string) => never): Route {
  if (!isObject(route) || typeof route['prefix'] !== 'string' || !route['prefix'].startsWith('/'))
    return fail('routes', 'mappings with a prefix that starts with "/"');
  if (!CREDENTIAL_MODES.includes(route['credential'] as Route['credential']))
    fail('routes', `mappings with credential ${CREDENTIAL_MODES.join(' | ')}`);
  return route as unknown as Route;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
