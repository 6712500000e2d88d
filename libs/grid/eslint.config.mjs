import base, { withoutIo } from '../../eslint.config.mjs';

export default [
  ...base,
  withoutIo({ files: ['src/engine/**/*.ts'], forbidden: ['react', 'react-dom', '@pyairtable/*'] }),
];
