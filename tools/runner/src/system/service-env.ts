import type { Service } from '@pyairtable/nx-polyglot/services';

/** What the runner knows of the whole system when it starts one service. */
export interface SystemFacts {
  /** Address of each service by name, such as `http://127.0.0.1:8102`. */
  urls: ReadonlyMap<string, string>;
  /** Address that browsers and programs use. */
  publicUrl: string;
  /** Connection string for a service's own role; undefined for a service without a database. */
  databaseUrlOf(service: string): string | undefined;
  operatorTokenSha256: string;
  nextAuthSecret: string;
  servicesFile: string;
}

/** What every process may see of the runner's own environment. */
const PASSED_ON = [
  'PATH',
  'HOME',
  'USER',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'SSL_CERT_FILE',
  'NODE_EXTRA_CA_CERTS',
];

const urlKey = (name: string) => `${name.toUpperCase().replaceAll('-', '_')}_URL`;

/**
 * The whole environment of a service: exactly the keys that services.yaml lists, from what the runner knows or else
 * from `outer`, the runner's own environment. Throws when a required key has no value.
 */
export function serviceEnv(
  service: Service,
  facts: SystemFacts,
  outer: NodeJS.ProcessEnv,
): Record<string, string> {
  const own = new URL(facts.urls.get(service.name) ?? '');
  const known: Record<string, string | undefined> = {
    HOST: own.hostname,
    HOSTNAME: own.hostname,
    PORT: own.port,
    DATABASE_URL: facts.databaseUrlOf(service.name),
    OPERATOR_TOKEN_SHA256: facts.operatorTokenSha256,
    PUBLIC_URL: facts.publicUrl,
    NEXTAUTH_URL: facts.publicUrl,
    NEXTAUTH_SECRET: facts.nextAuthSecret,
    SERVICES_FILE: facts.servicesFile,
  };
  for (const [name, url] of facts.urls) known[urlKey(name)] = url;
  const env: Record<string, string> = {};
  for (const key of PASSED_ON) if (outer[key] !== undefined) env[key] = outer[key];
  for (const { key, required } of service.env) {
    // What is the system's to say is never taken from outside: a DATABASE_URL there is the owner's.
    const value = key in known ? known[key] : outer[key];
    if (value !== undefined) env[key] = value;
    else if (required) throw new Error(`${service.name} needs ${key}, and nothing sets it.`);
  }
  return env;
}
