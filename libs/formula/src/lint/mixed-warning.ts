import type { Checked, CheckedCall } from '../check/checked';
import { isList } from '../types';
import type { Warn } from './warning';

/** The innermost calls at which results of several kinds meet, from the result of the formula inwards. */
export function warnOfMixedResult(root: Checked, warn: Warn): void {
  if (root.kind !== 'call' || root.type !== 'mixed') return;
  const mixed = root.args.filter((arg) => arg.kind === 'call' && arg.type === 'mixed');
  if (mixed.length > 0) {
    for (const arg of mixed) warnOfMixedResult(arg, warn);
    return;
  }
  const kinds = branchKinds(root);
  if (kinds.length < 2) return;
  const emptyText = root.args.find((arg) => arg.kind === 'literal' && arg.value === '');
  warn(
    'mixed_result',
    root,
    `The results are of different kinds (${kinds.join(', ')}), so all of them become text.`,
    emptyText
      ? 'Write BLANK() instead of "", or leave the last branch out.'
      : 'Give every branch the same kind of value.',
  );
}

/** Kinds of the branches whose types the call's type unites, in the order they appear. */
function branchKinds(call: CheckedCall): string[] {
  const own = call.args.filter((_, index) => {
    // A branch counts if changing its type alone would change the call's.
    const types = call.args.map(({ type }, at) => (at === index ? ('blank' as const) : type));
    const others = call.args.map(({ type }, at) => (at === index ? type : ('blank' as const)));
    return call.definition.result(types) !== call.type || call.definition.result(others) !== 'blank';
  });
  return [...new Set(own.map(({ type }) => (isList(type) ? 'list' : type)))].filter(
    (type) => type !== 'blank',
  );
}
