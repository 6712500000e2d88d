import base from '../../eslint.config.mjs';
import { withoutIo } from '../../tools/boundaries/pure.mjs';

export default [
  ...base,
  withoutIo({ files: ['src/engine/**/*.ts'], forbidden: ['react', 'react-dom', '@pyairtable/*'] }),
];
