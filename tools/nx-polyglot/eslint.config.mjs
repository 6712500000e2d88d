import base from '../../eslint.config.mjs';

export default [{ ignores: ['src/generators/*/files/**'] }, ...base];
