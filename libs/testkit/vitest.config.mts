import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../../node_modules/.vite/libs/testkit',
  test: {
    name: 'testkit',
    watch: false,
    testTimeout: 30_000,
    hookTimeout: 120_000,
    globals: true,
    passWithNoTests: false,
    environment: 'node',
    globalSetup: ['src/postgres-setup.ts'],
    include: ['src/**/*.spec.{ts,tsx}'],
  },
});
