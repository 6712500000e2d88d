import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../../node_modules/.vite/libs/store-postgres',
  test: {
    name: 'store-postgres',
    watch: false,
    globals: true,
    passWithNoTests: false,
    environment: 'node',
    setupFiles: ['../../vitest.examples.mjs'],
    globalSetup: ['@pyairtable/testkit/postgres-setup'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    include: ['src/**/*.spec.{ts,tsx}'],
  },
});
