import nx from '@nx/eslint-plugin';
import { depConstraints } from './tools/boundaries/rules.mjs';

export { withoutIo } from './tools/boundaries/pure.mjs';

export default [
  {
    ignores: [
      '**/dist',
      '**/out-tsc',
      '**/.next',
      '**/coverage',
      '**/test-output',
      '**/next-env.d.ts',
      '**/.venv',
    ],
  },
  ...nx.configs['flat/base'],
  ...nx.configs['flat/typescript'],
  ...nx.configs['flat/javascript'],
  {
    files: ['**/*.{ts,tsx,mts,js,mjs}'],
    rules: {
      '@nx/enforce-module-boundaries': ['error', { allow: ['^.*/eslint\\.config\\.mjs$'], depConstraints }],
      'max-lines': ['error', { max: 600, skipBlankLines: false, skipComments: false }],
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    // What begins with `_` is left out on purpose: a parameter before one that is used, or what a rest is without.
    rules: {
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' },
      ],
    },
  },
];
