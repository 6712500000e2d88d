import type { BinaryOperator, ChainNode, Node } from '../syntax/ast';
import { plainDecimal } from './plain-decimal';
import { braced, quoteText } from './quote';

export interface PrintOptions {
  /** What to write for a field reference, braces included; the name as parsed, in braces where they stood, by default. */
  field?(name: string, isBraced: boolean): string;
  /** `upper` writes function names in capitals; `asWritten` by default. */
  functionCase?: 'upper' | 'asWritten';
}

/** Binding strength of what a node prints as; higher binds tighter. */
const COMPARISON = 1;
const SUM = 2;
const PRODUCT = 3;
const UNARY = 4;
const PRIMARY = 5;

/** Each change between `&` and `+ -` in one chain costs a level of nesting, of which there are LIMITS.depth. */
const MOST_ALTERNATIONS = 100;

const strengthOf = (operator: BinaryOperator): number =>
  operator === '*' || operator === '/' ? PRODUCT : '+-&'.includes(operator) ? SUM : COMPARISON;

/**
 * A syntax tree as source text with the same meaning: parentheses are kept, added where a tree made by hand needs them,
 * and added where `&` meets `+` or `-` (up to a hundred times in one chain), which programs of other makers read
 * differently. Comments and white space are not part of the tree; use `namesToIds` and `idsToNames` to keep them. A missing operand prints as nothing.
 */
export function printFormula(root: Node, options: PrintOptions = {}): string {
  const print = (node: Node): string => {
    switch (node.kind) {
      case 'number':
        return plainDecimal(node.value);
      case 'text':
        return quoteText(node.value);
      case 'field':
        if (options.field) return options.field(node.name, node.braced);
        return node.braced ? braced(node.name) : node.name;
      case 'variable':
        return node.name;
      case 'missing':
        return '';
      case 'group':
        return `(${print(node.inner)})`;
      case 'negate':
        return `-${within(node.operand, UNARY)}`;
      case 'call': {
        const name = options.functionCase === 'upper' ? node.callee : node.name;
        return `${name}(${node.args.map(print).join(', ')})`;
      }
      case 'chain':
        return chain(node);
    }
  };
  const within = (node: Node, least: number): string =>
    strength(node) < least ? `(${print(node)})` : print(node);

  function chain(node: ChainNode): string {
    const level = strength(node);
    // The first operand may be of the same level, since operators associate to the left.
    let text = within(node.first, level);
    const grouping = level === SUM && alternations(node) <= MOST_ALTERNATIONS;
    let joins = joinsText(node.first);
    for (const { operator, operand } of node.rest) {
      const own = operator === '&';
      if (grouping && joins !== undefined && joins !== own) text = `(${text})`;
      joins = own;
      text = `${text} ${operator} ${within(operand, level + 1)}`;
    }
    return text;
  }
  return print(root);
}

const alternations = (node: ChainNode): number =>
  node.rest.filter(({ operator }, index) => (operator === '&') !== (node.rest[index - 1]?.operator === '&'))
    .length;

/** For a chain of the level of `+`: whether its last operator joins text. */
function joinsText(node: Node): boolean | undefined {
  if (node.kind !== 'chain') return undefined;
  const last = node.rest.at(-1)?.operator;
  return last === undefined || strengthOf(last) !== SUM ? undefined : last === '&';
}

function strength(node: Node): number {
  if (node.kind === 'negate') return UNARY;
  if (node.kind !== 'chain') return PRIMARY;
  const first = node.rest[0]?.operator;
  return first === undefined ? strength(node.first) : strengthOf(first);
}
