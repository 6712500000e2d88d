import type { FunctionDefinition } from './definition';

export const dateFunctions: readonly FunctionDefinition[] = [];
