import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../../node_modules/.vite/libs/contracts',
  test: {
    name: 'contracts',
    watch: false,
    globals: true,
    passWithNoTests: false,
    environment: 'node',
    // What they test is loaded once by a worker, not by each file.
    isolate: false,
    include: ['src/**/*.spec.{ts,tsx}'],
  },
});
