import type { Checked } from '../check/checked';
import type { CheckedFormula } from '../check/checker';
import { operandsOf } from '../check/operands';
import { type Mode, MODES } from '../modes';
import { children, type Node } from '../syntax/ast';
import { warnOfCall, warnOfLostDisplay } from './call-warnings';
import { warnOfMixedResult } from './mixed-warning';
import { warnOfArithmetic, warnOfComparison, warnOfJoinBesideSum } from './operator-warnings';
import type { FormulaWarning, Warn } from './warning';

/** Everything in a checked formula that is valid but ambiguous or seldom meant, in source order. */
export function lint(formula: CheckedFormula, options: { mode?: Mode } = {}): FormulaWarning[] {
  const mode = options.mode ?? MODES.airtable;
  const warnings: FormulaWarning[] = [];
  const warn: Warn = (code, { start, end }, message, hint) =>
    warnings.push({ code, start, end, message, hint });

  const syntax = (node: Node): void => {
    if (node.kind === 'chain') warnOfJoinBesideSum(node, warn);
    for (const child of children(node)) syntax(child);
  };
  const meaning = (node: Checked, parent: Checked | undefined): void => {
    if (node.kind === 'arithmetic') warnOfArithmetic(node, warn);
    if (node.kind === 'comparison') warnOfComparison(node, mode, warn);
    if (node.kind === 'call') {
      warnOfCall(node, warn);
      warnOfLostDisplay(node, parent, warn);
    }
    for (const operand of operandsOf(node)) meaning(operand, node);
  };
  syntax(formula.parsed.root);
  meaning(formula.root, undefined);
  warnOfMixedResult(formula.root, warn);
  return warnings.sort((a, b) => a.start - b.start || a.end - b.end);
}
