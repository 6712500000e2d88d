import type { Checked, CheckedChain } from '../check/checked';
import { parseDateText } from '../dates/parse-date-text';
import type { Mode } from '../modes';
import { textToNumber } from '../number-text';
import type { ChainNode } from '../syntax/ast';
import { isList } from '../types';
import { isFailure } from '../value';
import type { Warn } from './warning';

/** `&` beside `+` or `-` without parentheses: here they are of one level, read from the left; spreadsheets differ. */
export function warnOfJoinBesideSum(node: ChainNode, warn: Warn): void {
  const isJoin = node.rest.map(({ operator }) => operator === '&');
  const isSum = node.rest.map(({ operator }) => operator === '+' || operator === '-');
  if (!isJoin.includes(true) || !isSum.includes(true)) return;
  const first = isJoin[0];
  const change = node.rest[isJoin.findIndex((join) => join !== first)];
  if (!change) return;
  warn(
    'join_beside_sum',
    change.operatorSpan,
    `& and + or - are computed from left to right here; spreadsheets compute ${first ? 'this' : 'the sum'} first.`,
    'Put the part that belongs together in parentheses.',
  );
}

/** Operands that arithmetic turns into NaN, or into a number only by their looks. */
export function warnOfArithmetic(node: CheckedChain, warn: Warn): void {
  const operands: Checked[] = [node.first, ...node.rest.map(({ operand }) => operand)];
  const dates = operands.filter(({ type }) => type === 'date');
  if (dates.length > 0) {
    const difference = dates.length > 1 && node.rest.every(({ operator }) => operator === '-');
    warn(
      'date_arithmetic',
      node,
      'Arithmetic on dates yields NaN.',
      difference
        ? 'Write DATETIME_DIFF(date, other, "days").'
        : 'Write DATEADD(date, count, "days") to move a date.',
    );
  }
  for (const operand of operands) {
    if (isList(operand.type))
      warn(
        'list_arithmetic',
        operand,
        'A list counts as a number only when it holds exactly one; several yield NaN.',
        'Write SUM(…), MAX(…) or another aggregate around the list.',
      );
    if (operand.type !== 'text') continue;
    const literal = operand.kind === 'literal' ? String(operand.value) : undefined;
    if (literal !== undefined && !Number.isNaN(textToNumber(literal)))
      warn(
        'text_arithmetic',
        operand,
        'This number is written as text.',
        `Write ${literal.trim() || '0'} without quotes.`,
      );
    else
      warn(
        'text_arithmetic',
        operand,
        literal === undefined
          ? 'Arithmetic on text yields NaN wherever the text is not a plain number.'
          : 'Arithmetic on this text yields NaN.',
        literal === undefined ? 'Write VALUE(text) around it, or & to join text.' : 'Join text with &.',
      );
  }
}

const isBlankCall = (node: Checked): boolean => node.kind === 'call' && node.definition.name === 'BLANK';

/** Comparisons whose sides are of kinds that meet in a surprising way. */
export function warnOfComparison(node: CheckedChain, mode: Mode, warn: Warn): void {
  let left = node.first;
  for (const { operator, operand: right } of node.rest) {
    const equality = operator === '=' || operator === '!=';
    const other = isBlankCall(left) ? right : isBlankCall(right) ? left : undefined;
    const zeroLike = other?.type === 'number' || other?.type === 'boolean' || other?.type === 'mixed';
    if (equality && other && zeroLike && mode.blankEqualsEmpty)
      warn(
        'blank_compared',
        { start: left.start, end: right.end },
        'BLANK() equals 0 as well as an empty cell.',
        'Write ISBLANK(value), or IF(value & "", …), to tell 0 from empty.',
      );
    const text = left.type === 'text' ? left : right.type === 'text' ? right : undefined;
    const against = text === left ? right : left;
    const emptyText = text?.kind === 'literal' && text.value === '';
    const readsAsDate = text?.kind === 'literal' && !isFailure(parseDateText(String(text.value)));
    if (text && against.type === 'date' && !emptyText && (equality || !readsAsDate))
      warn(
        'date_compared_with_text',
        { start: left.start, end: right.end },
        equality
          ? 'A date equals text only letter by letter, by its ISO form.'
          : 'Text that reads as no date is compared with one letter by letter, by its ISO form.',
        'Write DATETIME_PARSE(text) around the text, or compare with IS_SAME(date, text, "day").',
      );
    if (text && (against.type === 'number' || against.type === 'boolean') && !emptyText)
      warn(
        'number_compared_with_text',
        { start: left.start, end: right.end },
        `A ${against.type === 'number' ? 'number' : 'condition'} is compared with text letter by letter.`,
        'Write VALUE(text) around the text, or the number without quotes.',
      );
    left = { ...node, start: node.start, end: right.end, type: 'boolean' };
  }
}
