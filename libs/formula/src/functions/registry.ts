import { arrayFunctions } from './array';
import { dateFunctions } from './date';
import { dateTextFunctions } from './date-text';
import type { FunctionDefinition } from './definition';
import { logicalFunctions } from './logical';
import { numericFunctions } from './numeric';
import { recordFunctions } from './record';
import { regexFunctions } from './regex';
import { textFunctions } from './text';

const collect = (): readonly FunctionDefinition[] => [
  ...textFunctions,
  ...logicalFunctions,
  ...numericFunctions,
  ...dateFunctions,
  ...dateTextFunctions,
  ...arrayFunctions,
  ...recordFunctions,
  ...regexFunctions,
];

let byName: ReadonlyMap<string, FunctionDefinition> | undefined;

/** Built on first use: definitions and evaluator import one another. */
function index(): ReadonlyMap<string, FunctionDefinition> {
  return (byName ??= new Map(collect().map((definition) => [definition.name, definition])));
}

/** The function of that upper-case name. */
export const findFunction = (name: string): FunctionDefinition | undefined => index().get(name);

export const functionNames = (): Iterable<string> => index().keys();

export const allFunctions = (): readonly FunctionDefinition[] => [...index().values()];
