import type { Checked } from './checked';

/** The operands of a checked node, in source order; those of LET include the names it binds, as text literals. */
export function operandsOf(node: Checked): readonly Checked[] {
  switch (node.kind) {
    case 'arithmetic':
    case 'join':
    case 'comparison':
      return [node.first, ...node.rest.map(({ operand }) => operand)];
    case 'negate':
      return [node.operand];
    case 'call':
      return node.args;
    default:
      return [];
  }
}
