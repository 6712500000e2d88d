import type { FunctionDefinition } from './definition';

export const dateTextFunctions: readonly FunctionDefinition[] = [];
