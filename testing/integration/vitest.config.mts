import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../../node_modules/.vite/testing/integration',
  test: {
    watch: false,
    passWithNoTests: false,
    // Two systems at once would measure only each other.
    fileParallelism: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'integration',
          globals: true,
          environment: 'node',
          include: ['src/*.spec.ts'],
          // Each file runs a whole system, and the first start may have to build.
          testTimeout: 300_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'clients',
          globals: true,
          environment: 'node',
          include: ['src/clients/*.spec.ts'],
          globalSetup: ['src/shared-system.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
