import type { Constraint } from './src/violations.ts';

/** The one list of dependency rules; see rules.mjs. */
export declare const depConstraints: Constraint[];
