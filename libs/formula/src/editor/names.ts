import type { FunctionDefinition, Parameter } from '../functions/definition';

/** One parameter as a signature shows it: `[unit]` optional, `value, …` repeated. */
export const parameterLabel = ({ name, optional, rest }: Parameter): string =>
  (optional ? `[${name}]` : name) + (rest ? ', …' : '');

/** A function as its signature shows it: `DATETIME_DIFF(date, other, [unit])`. */
export const signatureLabel = ({ name, parameters }: FunctionDefinition): string =>
  `${name}(${parameters.map(parameterLabel).join(', ')})`;
