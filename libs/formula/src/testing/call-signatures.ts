import type { FunctionDefinition, Parameter } from '../functions/definition';
import { allFunctions } from '../functions/registry';

/**
 * A call to generate: what each operand should mostly be. x any, n number, k a small whole one, t text, d date,
 * b condition, l list; other letters stand for constants of the kind.
 */
export type CallSignature = readonly [name: string, operands: string];

const BY_TYPE: Record<Parameter['type'], string> = {
  number: 'n',
  text: 't',
  joined: 'x',
  date: 'd',
  boolean: 'b',
  items: 'l',
  any: 'x',
};
/** Texts of which only some say anything, by the parameter's name. */
const BY_NAME: Record<string, string> = {
  unit: 'u',
  format: 'f',
  zone: 'z',
  locale: 'g',
  pattern: 'p',
  replacement: 'r',
  holidays: 'h',
  field: 'm',
};
/** Numbers that do more when they are small. */
const SMALL = new Set(['count', 'start', 'end', 'places', 'index', 'exponent', 'base']);
/** Functions whose operands come in pairs, or would make texts too long to compare many of. */
const OWN: Record<string, readonly string[]> = {
  IFS: ['bx', 'bxbx'],
  REPT: ['tk'],
};

function kinds({ name, type }: Parameter): string {
  const named = BY_NAME[name];
  if (named !== undefined) return named;
  return type === 'text' && name === 'start' ? 'w' : BY_TYPE[type];
}

function signaturesOf({ name, parameters }: FunctionDefinition): CallSignature[] {
  const own = OWN[name];
  if (own) return own.map((operands) => [name, operands]);
  const found = new Set<string>();
  const required = parameters.filter(({ optional }) => !optional).length;
  const add = (given: readonly Parameter[]): void => {
    found.add(given.map(kinds).join(''));
    found.add(given.map((one) => (one.type === 'number' && SMALL.has(one.name) ? 'k' : kinds(one))).join(''));
    if (given.some(({ type }) => type === 'items'))
      for (const item of 'nxd')
        found.add(given.map((one) => (one.type === 'items' ? item : kinds(one))).join(''));
  };
  for (let count = required; count <= parameters.length; count++) add(parameters.slice(0, count));
  const last = parameters.at(-1);
  if (last?.rest) for (const more of [[last], [last, last]]) add([...parameters, ...more]);
  return [...found].map((operands) => [name, operands]);
}

/** Calls of every function of the language, with every number of operands that it takes. */
export const callSignatures = (): readonly CallSignature[] =>
  allFunctions().flatMap((definition) => signaturesOf(definition));
