import type { Checked, CheckedCall } from '../check/checked';
import type { Span } from '../errors';
import type { FormulaType } from '../types';
import type { Value } from '../value';
import type { Environment } from './environment';
import { evaluate } from './evaluator';

/** One subexpression of a formula and its value for one record; branches not taken have theirs as well. */
export interface Explained extends Span {
  type: FormulaType;
  value: Value;
}

/**
 * The value of every subexpression, operands before what they belong to and the formula itself last. Each is computed
 * once: an operand already known is put in its place as a variable.
 */
export function explain(root: Checked, environment: Environment): Explained[] {
  const explained: Explained[] = [];

  const visit = (node: Checked, variables: ReadonlyMap<string, Value>): Value => {
    const value = valueOf(node, variables);
    explained.push({ start: node.start, end: node.end, type: node.type, value });
    return value;
  };

  const valueOf = (node: Checked, variables: ReadonlyMap<string, Value>): Value => {
    if (node.kind === 'call' && node.definition.name === 'LET') return visitLet(node, variables);
    const known = new Map<string, Value>();
    const substitute = (operand: Checked): Checked => {
      const value = visit(operand, variables);
      // Some functions read which field an operand is, or what was written.
      if (operand.kind === 'literal' || operand.kind === 'field') return operand;
      const name = String(known.size);
      known.set(name, value);
      return { kind: 'variable', name, type: operand.type, start: operand.start, end: operand.end };
    };
    switch (node.kind) {
      case 'literal':
      case 'field':
      case 'variable':
        return evaluate(node, { ...environment, variables });
      case 'negate':
        return evaluate({ ...node, operand: substitute(node.operand) }, { ...environment, variables: known });
      case 'call':
        return evaluate({ ...node, args: node.args.map(substitute) }, { ...environment, variables: known });
      default: {
        const first = substitute(node.first);
        const rest = node.rest.map(({ operator, operand }) => ({ operator, operand: substitute(operand) }));
        return evaluate({ ...node, first, rest }, { ...environment, variables: known });
      }
    }
  };

  const visitLet = (node: CheckedCall, outer: ReadonlyMap<string, Value>): Value => {
    const variables = new Map(outer);
    let result: Value = null;
    node.args.forEach((arg, index) => {
      const binds = index % 2 === 0 && index < node.args.length - 1;
      if (binds) return;
      const value = visit(arg, variables);
      const name = node.args[index - 1];
      if (index % 2 === 1 && name?.kind === 'literal') {
        variables.set(String(name.value), value);
        explained.push({ start: name.start, end: name.end, type: arg.type, value });
      }
      if (index === node.args.length - 1) result = index % 2 === 0 ? value : null;
    });
    return result;
  };

  visit(root, environment.variables);
  return explained;
}

/** The smallest subexpression that encloses the offset. */
export function explainedAt(explained: readonly Explained[], offset: number): Explained | undefined {
  let found: Explained | undefined;
  for (const candidate of explained)
    if (
      candidate.start <= offset &&
      offset < candidate.end &&
      (found === undefined || candidate.end - candidate.start < found.end - found.start)
    )
      found = candidate;
  return found;
}
