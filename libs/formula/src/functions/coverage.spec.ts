import { children, type Node } from '../syntax/ast';
import { parse } from '../syntax/parser';
import { vectorFiles } from '../testing/vectors';
import { allFunctions } from './registry';

/** Most arguments that any valid vector gives each function. */
function argumentsUsed(): ReadonlyMap<string, number> {
  const most = new Map<string, number>();
  const visit = (node: Node): void => {
    if (node.kind === 'call') most.set(node.callee, Math.max(most.get(node.callee) ?? 0, node.args.length));
    for (const child of children(node)) visit(child);
  };
  for (const { vectors } of vectorFiles())
    for (const { formula, expect: wanted } of vectors)
      if (wanted.value !== 'INVALID') visit(parse(formula).root);
  return most;
}

it('vectors use every function and every parameter of its signature', () => {
  const used = argumentsUsed();
  const missing = allFunctions().flatMap(({ name, parameters }) => {
    const count = used.get(name);
    if (count === undefined) return [name];
    return parameters.slice(count).map((parameter) => `${name}: ${parameter.name}`);
  });
  expect(missing).toEqual([]);
});

it('vectors have ids of their own', () => {
  const ids = vectorFiles().flatMap(({ vectors }) => vectors.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
});
