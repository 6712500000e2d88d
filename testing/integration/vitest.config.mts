import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../../node_modules/.vite/testing/integration',
  test: {
    name: 'integration',
    watch: false,
    globals: true,
    passWithNoTests: false,
    environment: 'node',
    include: ['src/**/*.spec.ts'],
    // Each file runs a whole system: two at once would measure only each other.
    fileParallelism: false,
    // The first start may have to build.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
