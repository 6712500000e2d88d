import { basename } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The specs that take a minute and more, the longest first. */
const LONG = ['commands-at-a-size', 'commands-that-serve', 'generators', 'commands-run'];

/** Begins with what takes longest, so that no worker is left alone with it at the end; by itself Vitest begins with the largest files. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = LONG.indexOf(basename(moduleId, '.spec.ts'));
      return at < 0 ? LONG.length : at;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../../node_modules/.vite/testing/workspace',
  test: {
    name: 'workspace',
    watch: false,
    globals: true,
    passWithNoTests: false,
    environment: 'node',
    include: ['src/**/*.spec.ts'],
    // Each file works in a copy of its own or reads the workspace, and mostly one process at a time.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
