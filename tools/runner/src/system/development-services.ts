import type { Service } from '@pyairtable/nx-polyglot/services';
import type { Home } from './home';
import { writePrivateFile } from './write-file';

/** The service whose pages `next dev` serves: they come to life once this stream of its own is open. */
const PAGES = 'web';
const PAGES_STREAM = { prefix: '/_next/hmr', credential: 'none', timeout_ms: 0 } as const;

/** Writes what the gateway routes under `nx serve`, services.yaml and the stream of the pages in development; answers the file's path. */
export function writeDevelopmentServices(home: Home, services: readonly Service[]): string {
  const routed = services.map(({ env, ...service }) => ({
    ...service,
    env: env.map(({ key, required }) => (required ? key : `${key}?`)),
    routes: service.name === PAGES ? [...service.routes, PAGES_STREAM] : service.routes,
  }));
  // JSON is YAML.
  writePrivateFile(home.developmentServices, JSON.stringify({ services: routed }, null, 2));
  return home.developmentServices;
}
