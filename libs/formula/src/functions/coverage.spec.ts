import fc from 'fast-check';
import { children, type Node } from '../syntax/ast';
import { parse } from '../syntax/parser';
import { arbitraryFormula } from '../testing/arbitrary-formula';
import { vectorFiles } from '../testing/vectors';
import { allFunctions } from './registry';

/** Most arguments that any of the formulas gives each function. */
function argumentsUsed(formulas: Iterable<string>): ReadonlyMap<string, number> {
  const most = new Map<string, number>();
  const visit = (node: Node): void => {
    if (node.kind === 'call') most.set(node.callee, Math.max(most.get(node.callee) ?? 0, node.args.length));
    for (const child of children(node)) visit(child);
  };
  for (const formula of formulas) visit(parse(formula).root);
  return most;
}

/** Functions, and parameters, that no call uses. */
const unused = (used: ReadonlyMap<string, number>): string[] =>
  allFunctions().flatMap(({ name, parameters }) => {
    const count = used.get(name);
    if (count === undefined) return [name];
    return parameters.slice(count).map((parameter) => `${name}: ${parameter.name}`);
  });

it('vectors use every function and every parameter of its signature', () => {
  const valid = vectorFiles().flatMap(({ vectors }) =>
    vectors.filter(({ expect: wanted }) => wanted.value !== 'INVALID').map(({ formula }) => formula),
  );
  expect(unused(argumentsUsed(valid))).toEqual([]);
});

it('the differential test draws every function and every parameter, but for further pairs of LET', () => {
  const drawn = fc.sample(arbitraryFormula, { numRuns: 20_000, seed: 1 });
  expect(unused(argumentsUsed(drawn))).toEqual(['LET: more']);
});

it('vectors have ids of their own', () => {
  const ids = vectorFiles().flatMap(({ vectors }) => vectors.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
});
