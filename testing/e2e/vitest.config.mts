import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../../node_modules/.vite/testing/e2e',
  test: {
    name: 'e2e',
    watch: false,
    globals: true,
    passWithNoTests: false,
    environment: 'node',
    include: ['src/**/*.spec.ts'],
    globalSetup: ['../integration/src/shared-system.ts'],
    // Two browsers at a time would measure each other.
    fileParallelism: false,
    // Each wait has an end of its own; a busy machine needs many of them, and the long forms longer ones.
    testTimeout: process.env['SOAK'] === undefined ? 180_000 : 900_000,
    expect: { poll: { timeout: 30_000 } },
    hookTimeout: 120_000,
  },
});
