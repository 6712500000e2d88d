import type { Checked, CheckedCall, CheckedChain } from '../check/checked';
import { flatten, toBoolean, toDate, toNumber, toText } from '../coerce';
import { compare } from '../compare';
import type { Argument, Parameter, StrictFunction } from '../functions/definition';
import { LIMITS } from '../limits';
import type { ComparisonOperator } from '../syntax/ast';
import { isList } from '../types';
import { fail, isFailure, type Value } from '../value';
import type { Environment } from './environment';

/** The value of a checked formula for one record. Never throws: what cannot be computed is a failure value. */
export function evaluate(node: Checked, environment: Environment): Value {
  switch (node.kind) {
    case 'literal':
      return node.value;
    case 'field':
      return environment.cell(node.fieldId);
    case 'variable':
      return environment.variables.get(node.name) ?? null;
    case 'negate': {
      const operand = toNumber(evaluate(node.operand, environment));
      return isFailure(operand) ? operand : 0 - operand;
    }
    case 'arithmetic':
      return arithmetic(node, environment);
    case 'join':
      return join(node, environment);
    case 'comparison': {
      let left = evaluate(node.first, environment);
      for (const link of node.rest)
        left = compare(
          link.operator as ComparisonOperator,
          left,
          evaluate(link.operand, environment),
          environment.mode,
        );
      return left;
    }
    case 'call':
      return call(node, environment);
  }
}

function arithmetic(node: CheckedChain, environment: Environment): Value {
  let left = toNumber(evaluate(node.first, environment));
  for (const { operator, operand } of node.rest) {
    const right = toNumber(evaluate(operand, environment));
    if (isFailure(left)) return left;
    if (isFailure(right)) return right;
    if (operator === '+') left += right;
    else if (operator === '-') left -= right;
    else if (operator === '*') left *= right;
    // A divisor of -0 counts as 0, so that the sign of the result is the dividend's.
    else left = left / (right === 0 ? 0 : right);
  }
  return left;
}

function join(node: CheckedChain, environment: Environment): Value {
  const first = toText(evaluate(node.first, environment));
  if (isFailure(first)) return first;
  let text = first;
  for (const { operand } of node.rest) {
    const right = toText(evaluate(operand, environment));
    if (isFailure(right)) return right;
    text += right;
    // At once: the next operand could be one too many for any text.
    if (text.length > LIMITS.textLength) return bounded(text);
  }
  return text;
}

function call(node: CheckedCall, environment: Environment): Value {
  const { definition, args } = node;
  if (definition.kind === 'lazy')
    return definition.evaluate(args, (operand) => evaluate(operand, environment), environment);
  const values: Value[] = [];
  for (const arg of args) {
    const value = evaluate(arg, environment);
    if (isFailure(value)) return value;
    // An empty cell of a list is a list without items, not one blank.
    values.push(value === null && isList(arg.type) ? [] : value);
  }
  const coerced = coerceArguments(definition, values);
  if (isFailure(coerced)) return coerced;
  const result = definition.evaluate(
    coerced,
    environment,
    args.map(({ type }) => type),
  );
  return bounded(result);
}

/** Brings values to the declared types; `items` and rest parameters of it gather what remains into one list. */
function coerceArguments(
  definition: StrictFunction,
  values: readonly Value[],
): Argument[] | ReturnType<typeof fail> {
  const coerced: Argument[] = [];
  let failure: ReturnType<typeof fail> | undefined;
  definition.parameters.forEach((parameter, index) => {
    if (failure) return;
    const given = parameter.rest ? values.slice(index) : values.slice(index, index + 1);
    if (parameter.type === 'items') {
      const items = flatten(given);
      failure ??= items.find(isFailure);
      if (items.length > LIMITS.listLength) failure ??= fail('The list is too long.');
      if (unitsOf(items) > LIMITS.listText) failure ??= fail('The texts of the list are too long.');
      coerced.push(items);
      return;
    }
    for (const value of given) {
      const result = coerce(parameter, value);
      if (isFailure(result)) failure ??= result;
      coerced.push(result);
    }
  });
  return failure ?? coerced;
}

/** UTF-16 units of the texts among the items. */
const unitsOf = (items: readonly Value[]): number =>
  items.reduce<number>((sum, item) => sum + (typeof item === 'string' ? item.length : 0), 0);

/** A failure in place of a text beyond the limit. */
const bounded = (value: Value): Value =>
  typeof value === 'string' && value.length > LIMITS.textLength ? fail('The text is too long.') : value;

function coerce(parameter: Parameter, value: Value): Value {
  switch (parameter.type) {
    case 'number':
      return toNumber(value);
    case 'text':
      return bounded(toText(value));
    case 'joined':
      return bounded(toText(value, ''));
    case 'boolean':
      return toBoolean(value);
    case 'date':
      return toDate(value);
    default:
      return value;
  }
}
