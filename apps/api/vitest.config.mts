import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../../node_modules/.vite/apps/api',
  test: {
    name: 'api',
    watch: false,
    globals: true,
    passWithNoTests: false,
    environment: 'node',
    setupFiles: ['../../vitest.examples.mjs'],
    globalSetup: ['@pyairtable/testkit/postgres-setup'],
    // What they test is loaded once by a worker, not by each file.
    isolate: false,
    // One alone goes through random bases for most of the time.
    maxWorkers: 2,
    // They ask a database: how long one takes on a busy machine says nothing, this ends what hangs.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    include: ['src/**/*.spec.{ts,tsx}'],
  },
});
