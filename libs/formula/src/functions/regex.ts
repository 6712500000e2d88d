import type { FunctionDefinition } from './definition';

export const regexFunctions: readonly FunctionDefinition[] = [];
