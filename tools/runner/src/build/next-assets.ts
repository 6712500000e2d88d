import { cpSync, existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Service } from '@pyairtable/nx-polyglot/services';
import { workspaceRoot } from '@pyairtable/testkit';
import { serviceCommand } from '../system/service-command';

/** Puts a Next.js app's static files beside its standalone server, which the build leaves to whoever deploys it. */
export function linkNextAssets(service: Service): void {
  const { built } = serviceCommand(service);
  if (!built.includes('/.next/standalone/') || !existsSync(built)) return;
  const app = join(workspaceRoot, service.folder);
  for (const [from, to] of [
    [join(app, '.next/static'), join(dirname(built), '.next/static')],
    [join(app, 'public'), join(dirname(built), 'public')],
  ] as const) {
    if (!existsSync(from)) continue;
    rmSync(to, { recursive: true, force: true });
    cpSync(from, to, { recursive: true });
  }
}
