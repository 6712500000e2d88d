import { join } from 'node:path';
import { workspaceRoot } from '@pyairtable/testkit';
import type { Home } from './home';
import { loadOperatorToken, sha256, type Secrets } from './secrets';
import type { SystemFacts } from './service-env';

/** What the services of a home are told, given the ports they listen on and the database they use. */
export function systemFacts(
  home: Home,
  secrets: Secrets,
  ports: ReadonlyMap<string, number>,
  gatewayPort: number,
  databaseUrlOf: SystemFacts['databaseUrlOf'],
): SystemFacts {
  return {
    urls: new Map([...ports].map(([name, port]) => [name, `http://127.0.0.1:${port}`])),
    publicUrl: `http://127.0.0.1:${gatewayPort}`,
    databaseUrlOf,
    operatorTokenSha256: sha256(loadOperatorToken(home)),
    nextAuthSecret: secrets.nextAuth,
    servicesFile: join(workspaceRoot, 'services.yaml'),
  };
}
