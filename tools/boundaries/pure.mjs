import { builtinModules } from 'node:module';

const builtin = builtinModules.filter((name) => !name.startsWith('_'));

/**
 * For libraries without I/O (kernel, contracts, formula, field-types, core, realtime, the grid's engine): no Node
 * built-in, so that the same code runs in a browser. Specs may. `forbidden` adds package patterns.
 */
export const withoutIo = ({ files = ['src/**/*.{ts,tsx}'], forbidden = [] } = {}) => ({
  files,
  ignores: ['**/*.spec.{ts,tsx}', '**/testing/**'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        paths: builtin.map((name) => ({
          name,
          message: 'This library does no I/O; it must run in a browser.',
        })),
        patterns: [
          { group: ['node:*'], message: 'This library does no I/O; it must run in a browser.' },
          ...forbidden.map((group) => ({ group: [group], message: 'Beyond what this folder may import.' })),
        ],
      },
    ],
    'no-restricted-globals': ['error', 'process', 'Buffer', '__dirname', '__filename', 'require'],
  },
});
