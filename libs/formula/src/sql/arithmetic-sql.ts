import type { Checked } from '../check/checked';
import { numberSql } from './coerce-sql';
import type { SqlBuilder } from './sql-builder';
import { anyError, type SqlValue } from './sql-value';

/** Powers of ten within which an operand takes the fast path. */
const LEAF = { most: 18, least: -18 };
/** Magnitudes beyond which a double could overflow or underflow; an island ends before it gets there. */
const SAFE = { most: 300, least: -280 };
/** Operands of one fast expression: PostgreSQL recurses over expression depth. */
const ISLAND_OPERANDS = 64;

/** A number expression twice: as plain operators, valid while every operand is within LEAF, and as total functions. */
interface Island {
  plain: string;
  total: string;
  /** Conditions under which `plain` can neither raise nor round to 0 or infinity. */
  guards: Set<string>;
  error: string | null;
  operands: number;
  /** Bounds of |value| as powers of ten; a value of 0 is possible all the same. */
  most: number;
  least: number;
}

const FUNCTIONS = {
  '+': 'formula.add',
  '-': 'formula.subtract',
  '*': 'formula.multiply',
  '/': 'formula.divide',
} as const;
type Operator = keyof typeof FUNCTIONS;

/**
 * Compiles a tree of + - * / and signs. PostgreSQL raises on overflow, underflow and division by zero, so the tree
 * becomes `CASE WHEN every operand is of ordinary size THEN plain operators ELSE total functions END`.
 */
export function arithmeticSql(
  node: Checked,
  compile: (node: Checked) => SqlValue,
  builder: SqlBuilder,
): SqlValue {
  return close(island(node, compile, builder));
}

/** The sum of numbers in their order; of none 0. */
export function sumSql(numbers: readonly SqlValue[], builder: SqlBuilder): SqlValue {
  const [first, ...rest] = numbers.map((number) => fromValue(number, builder));
  if (!first) return close(constantIsland('0::float8', 0));
  return close(rest.reduce((left, right) => combine(left, '+', right, builder), first));
}

function close(found: Island): SqlValue {
  const guards = [...found.guards];
  const value =
    guards.length === 0
      ? found.plain
      : `CASE WHEN ${guards.join(' AND ')} THEN ${found.plain} ELSE ${found.total} END`;
  return {
    type: 'number',
    value,
    error: found.error,
    atomic: false,
    present: true,
    ...(guards.length === 0 ? { finite: true } : {}),
  };
}

function island(node: Checked, compile: (node: Checked) => SqlValue, builder: SqlBuilder): Island {
  if (node.kind === 'negate') {
    const operand = island(node.operand, compile, builder);
    return { ...operand, plain: `(0 - ${operand.plain})`, total: `(0 - ${operand.total})` };
  }
  if (node.kind !== 'arithmetic') return leaf(node, compile, builder);
  let left = island(node.first, compile, builder);
  for (const { operator, operand } of node.rest)
    left = combine(left, operator as Operator, island(operand, compile, builder), builder);
  return left;
}

function leaf(node: Checked, compile: (node: Checked) => SqlValue, builder: SqlBuilder): Island {
  if (node.kind === 'literal' && typeof node.value === 'number') {
    const sql = builder.bind(node.value, 'double precision');
    const power = node.value === 0 ? 0 : Math.log10(Math.abs(node.value));
    if (Math.abs(power) <= LEAF.most) return constantIsland(sql, power);
  }
  return fromValue(numberSql(compile(node), builder), builder);
}

const constantIsland = (sql: string, power: number): Island => ({
  plain: sql,
  total: sql,
  guards: new Set(),
  error: null,
  operands: 1,
  most: Math.ceil(power),
  least: Math.floor(power),
});

function fromValue(number: SqlValue, builder: SqlBuilder): Island {
  const once = number.atomic ? number : builder.share(number);
  const sql = once.value;
  return {
    plain: sql,
    total: sql,
    guards: new Set([`abs(${sql}) < 1e${LEAF.most}`]),
    error: once.error,
    operands: 1,
    ...LEAF,
  };
}

/** Multiplying and dividing also need operands that are 0 or not too small. */
function withFloor(side: Island): Set<string> {
  const guards = new Set(side.guards);
  for (const guard of side.guards) {
    const operand = /^abs\((.*)\) < 1e18$/s.exec(guard)?.[1];
    if (operand !== undefined) guards.add(`(${operand} = 0 OR abs(${operand}) > 1e${LEAF.least})`);
  }
  return guards;
}

function combine(left: Island, operator: Operator, right: Island, builder: SqlBuilder): Island {
  const scaling = operator === '*' || operator === '/';
  // A divisor must be one column: its being 0 is asked for.
  const divisor =
    operator === '/' && right.operands > 1 ? fromValue(builder.share(close(right)), builder) : right;
  const result: Island = {
    plain: `(${left.plain} ${operator} ${divisor.plain})`,
    total: `${FUNCTIONS[operator]}(${left.total}, ${divisor.total})`,
    guards: scaling
      ? new Set([...withFloor(left), ...withFloor(divisor)])
      : new Set([...left.guards, ...divisor.guards]),
    error: anyError([left, divisor]),
    operands: left.operands + divisor.operands,
    ...bounds(left, operator, divisor),
  };
  if (operator === '/') result.guards.add(`${divisor.plain} <> 0`);
  if (result.operands <= ISLAND_OPERANDS && result.most <= SAFE.most && result.least >= SAFE.least)
    return result;
  const alone = left.operands > 1 ? fromValue(builder.share(close(left)), builder) : left;
  const other = divisor.operands > 1 ? fromValue(builder.share(close(divisor)), builder) : divisor;
  return combine(alone, operator, other, builder);
}

function bounds(left: Island, operator: Operator, right: Island): { most: number; least: number } {
  if (operator === '*') return { most: left.most + right.most, least: left.least + right.least };
  if (operator === '/') return { most: left.most - right.least, least: left.least - right.most };
  // What is left of two nearly equal numbers is no smaller than a unit in their last place.
  return { most: Math.max(left.most, right.most) + 1, least: Math.min(left.least, right.least) - 17 };
}
