import { chmodSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { workspaceRoot } from '@pyairtable/testkit';

/** Where a system keeps everything it must not lose, and its logs. */
export interface Home {
  folder: string;
  postgres: string;
  logs: string;
  secrets: string;
  operatorToken: string;
  state: string;
  lock: string;
  /** Which sample bases were imported once. */
  seeded: string;
  /** What the gateway routes under `nx serve`. */
  developmentServices: string;
}

/** The home that PYAIRTABLE_HOME names, else `.pyairtable` in the workspace. Touches nothing. */
export function homeOf(env: NodeJS.ProcessEnv = process.env): Home {
  const folder = resolve(workspaceRoot, env['PYAIRTABLE_HOME'] || '.pyairtable');
  return {
    folder,
    postgres: join(folder, 'postgres'),
    logs: join(folder, 'logs'),
    secrets: join(folder, 'secrets.json'),
    operatorToken: join(folder, 'operator-token'),
    state: join(folder, 'state.json'),
    lock: join(folder, 'runner.lock'),
    seeded: join(folder, 'seeded.json'),
    developmentServices: join(folder, 'development-services.yaml'),
  };
}

/** Makes the home. Others may pass through it (PostgreSQL's account under root must) but not list it. */
export function makeHome(home: Home): void {
  mkdirSync(home.folder, { recursive: true });
  chmodSync(home.folder, 0o711);
  mkdirSync(home.logs, { recursive: true, mode: 0o700 });
}
