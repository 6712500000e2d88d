import { readFileSync } from 'node:fs';
import { DEMO_EMAIL, homeOf, readState, type Secrets } from '@pyairtable/runner';
// What is augmented below must be part of the program.
import type {} from 'vitest';
import type { TestProject } from 'vitest/node';
import { startSystem } from './start-system';

/** What a spec is told about the system that its run shares: `inject('system')`. */
export interface SharedSystem {
  baseUrl: string;
  /** Its folder, which is what PYAIRTABLE_HOME names. */
  home: string;
  operatorToken: string;
  demo: { email: string; password: string };
}

declare module 'vitest' {
  interface ProvidedContext {
    system: SharedSystem;
  }
}

/** The system that already runs in a home. Throws when none does. */
export function runningSystem(folder: string): SharedSystem {
  const home = homeOf({ PYAIRTABLE_HOME: folder });
  const state = readState(home);
  if (!state?.ready) throw new Error(`no system runs in ${home.folder}`);
  const secrets = JSON.parse(readFileSync(home.secrets, 'utf8')) as Secrets;
  return {
    baseUrl: state.url,
    home: home.folder,
    operatorToken: readFileSync(home.operatorToken, 'utf8').trim(),
    demo: { email: DEMO_EMAIL, password: secrets.demoPassword },
  };
}

/**
 * Vitest's global setup: one whole system for the run, for specs that neither stop nor harm it. While writing specs,
 * PYAIRTABLE_TEST_HOME names the home of a system that already runs.
 */
export default async function setup(project: TestProject): Promise<(() => Promise<unknown>) | undefined> {
  const given = process.env['PYAIRTABLE_TEST_HOME'];
  if (given) {
    project.provide('system', runningSystem(given));
    return undefined;
  }
  const { baseUrl, home, operatorToken, demo, stop } = await startSystem();
  project.provide('system', { baseUrl, home: home.folder, operatorToken, demo });
  return stop;
}
