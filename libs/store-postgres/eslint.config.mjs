import base from '../../eslint.config.mjs';

export default [
  ...base,
  {
    files: ['src/*.ts', 'src/read/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['**/sql/identifiers'],
              importNames: ['tableName'],
              message: 'Rows are chosen through rowsOf of sql/row-choice, which keeps to the reach.',
            },
          ],
        },
      ],
    },
  },
];
