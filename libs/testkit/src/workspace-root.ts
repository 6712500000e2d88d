import { fileURLToPath } from 'node:url';

/** Absolute path of the workspace. */
export const workspaceRoot = fileURLToPath(new URL('../../../', import.meta.url)).replace(/\/$/, '');
