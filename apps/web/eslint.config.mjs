import nextPlugin from '@next/eslint-plugin-next';
import reactHooks from 'eslint-plugin-react-hooks';
import base from '../../eslint.config.mjs';

export default [
  { ignores: ['.next/**', 'next-env.d.ts'] },
  ...base,
  nextPlugin.configs['core-web-vitals'],
  { ...reactHooks.configs.flat.recommended, files: ['**/*.{ts,tsx}'] },
  {
    settings: { next: { rootDir: import.meta.dirname } },
    rules: { '@next/next/no-html-link-for-pages': ['error', `${import.meta.dirname}/src/app`] },
  },
];
