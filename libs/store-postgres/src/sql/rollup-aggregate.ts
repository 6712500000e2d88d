import type { FieldModel } from '@pyairtable/core';
import type { SqlValue } from '@pyairtable/formula';
import type { LinkedRows } from './linked-rows';

/** No sum of as many numbers below it as a link cell may hold leaves the range of a double. */
const SAFE = '1e300::float8';

/** What an aggregate is made of: a target that is one value, as formulas read it, NULL where blank or failed. */
interface Operand {
  linked: LinkedRows;
  field: FieldModel;
  type: 'number' | 'text' | 'date';
  own: string;
  finite: boolean;
  error: string | null;
}

const number = ({ error }: Operand, value: string, more: Partial<SqlValue> = {}): SqlValue => ({
  type: 'number',
  value,
  error,
  atomic: false,
  present: true,
  ...more,
});

function counted(operand: Operand, aggregate: string): SqlValue {
  const count = `coalesce(${operand.linked.column(aggregate)}, 0)`;
  return number(operand, `${count}::float8`, { whole: count, finite: true });
}

function extreme(operand: Operand, aggregate: 'max' | 'min'): SqlValue | undefined {
  const { linked, type, own, finite, error } = operand;
  if (type === 'text') return undefined;
  const found = linked.column(`${aggregate}(${own})`);
  if (type === 'date') return { type, value: found, error, atomic: true };
  const known = `coalesce(${found}, 0::float8)`;
  // For PostgreSQL NaN is the greatest number.
  if (finite || aggregate === 'max') return number(operand, known, { finite });
  const nan = `${linked.column(`max(${own})`)} = 'NaN'`;
  return number(operand, `CASE WHEN ${nan} THEN 'NaN'::float8 ELSE ${known} END`);
}

/** Numbers whose sum could raise are added one by one instead. */
function added(operand: Operand, name: 'sum' | 'average'): SqlValue | undefined {
  const { linked, field, type, own } = operand;
  if (type !== 'number') return undefined;
  const isSafe = `coalesce(${linked.column(`bool_and(abs(${own}) < ${SAFE})`)}, true)`;
  const sum = linked.column(`sum(${own} ${linked.order()}) FILTER (WHERE abs(${own}) < ${SAFE})`);
  const fast =
    name === 'sum'
      ? `coalesce(${sum}, 0::float8)`
      : `coalesce(${sum} / ${linked.column(`count(${own})`)}, 'NaN'::float8)`;
  const slow = linked.apart(field, (list) => `formula.${name}_of(${list})`);
  return number(operand, `CASE WHEN ${isSafe} THEN ${fast} ELSE ${slow} END`);
}

/**
 * A function of a rollup's `values` as an aggregate of PostgreSQL's own; undefined where the list is to be made. It says
 * what the function of the formula language says, in the same order of addition.
 */
export function rollupAggregate(name: string, linked: LinkedRows, field: FieldModel): SqlValue | undefined {
  const { type, value, error, finite = false } = linked.value(field);
  if (type !== 'number' && type !== 'text' && type !== 'date') return undefined;
  const failed = error === null ? null : `coalesce(${linked.column(`bool_or(${error})`)}, false)`;
  const own = error === null ? value : `CASE WHEN ${error} THEN NULL ELSE ${value} END`;
  const operand: Operand = { linked, field, type, own, finite, error: failed };
  switch (name) {
    case 'COUNTALL':
      return counted(operand, 'count(*)');
    case 'COUNTA':
      return counted(operand, `count(${own})`);
    case 'COUNT':
      return type === 'number'
        ? counted(operand, `count(${own})`)
        : number(operand, '0::float8', { finite: true });
    case 'MAX':
      return extreme(operand, 'max');
    case 'MIN':
      return extreme(operand, 'min');
    case 'SUM':
      return added(operand, 'sum');
    case 'AVERAGE':
      return added(operand, 'average');
    default:
      return undefined;
  }
}
