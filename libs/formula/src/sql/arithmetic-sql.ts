import type { Checked } from '../check/checked';
import { numberSql } from './coerce-sql';
import { commonSql, type Operand, ORDINARY, ordinarySql } from './operand-guards';
import type { SqlBuilder } from './sql-builder';
import { anyError, isCheap, type SqlValue } from './sql-value';

/** Magnitudes beyond which a double could overflow or underflow; an island ends before it gets there. */
const SAFE = { most: 300, least: -280 };
/** Operands of one fast expression: PostgreSQL recurses over expression depth. */
const ISLAND_OPERANDS = 64;
/** Powers of ten between a number and a unit in its last place. */
const PLACES = 17;
/** Whole numbers reach to 2^53. */
const WHOLE_MOST = 16;

/** A number expression as plain operators, valid while the guarded operands are of ordinary size, and as total functions. */
export interface Island {
  /** Plain operators over the operands as they are stored: NULL where one of them is. */
  raw: string;
  plain: string;
  total: string;
  /** By the operand's SQL. */
  guards: ReadonlyMap<string, Operand>;
  error: string | null;
  operands: number;
  /** The value is 0 or its magnitude lies between these powers of ten; -Infinity where it may be tiny. */
  most: number;
  least: number;
  /** What `least` becomes where no guarded operand may be tiny. */
  floored: number;
  /** Never 0. */
  filled: boolean;
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

/** The sum of numbers and boxes in their order; of none 0. */
export function sumSql(numbers: readonly SqlValue[], builder: SqlBuilder): SqlValue {
  const [first, ...rest] = numbers.map((number) => fromValue(number, builder));
  if (!first) return close(known('0::float8', 0));
  return close(rest.reduce((left, right) => combine(left, '+', right, builder), first));
}

function close(found: Island): SqlValue {
  const operands = [...found.guards.values()];
  const result = { type: 'number', error: found.error, atomic: false, present: true, island: found } as const;
  if (operands.length === 0) return { ...result, value: found.plain, finite: true };
  const common = commonSql(operands);
  const arms = [
    ...(common === undefined ? [] : [`WHEN ${common} THEN ${found.raw}`]),
    `WHEN ${ordinarySql(operands)} THEN ${found.plain}`,
  ];
  return { ...result, value: `CASE ${arms.join(' ')} ELSE ${found.total} END` };
}

function island(node: Checked, compile: (node: Checked) => SqlValue, builder: SqlBuilder): Island {
  if (node.kind === 'negate') {
    const { raw, plain, total, ...operand } = island(node.operand, compile, builder);
    return { ...operand, raw: `(0 - ${raw})`, plain: `(0 - ${plain})`, total: `(0 - ${total})` };
  }
  if (node.kind !== 'arithmetic') return fromValue(compile(node), builder);
  let left = island(node.first, compile, builder);
  for (const { operator, operand } of node.rest)
    left = combine(left, operator as Operator, island(operand, compile, builder), builder);
  return left;
}

/** An operand whose size is known when the statement is made. */
function known(sql: string, value: number): Island {
  const power = value === 0 ? 0 : Math.log10(Math.abs(value));
  const least = Math.floor(power);
  return {
    raw: sql,
    plain: sql,
    total: sql,
    guards: new Map(),
    error: null,
    operands: 1,
    most: Math.ceil(power),
    least,
    floored: least,
    filled: value !== 0,
  };
}

function fromValue(value: SqlValue, builder: SqlBuilder): Island {
  // Operators go on where an expression of operators ended, under one guard.
  if (value.island) return { ...value.island, error: value.error };
  const { literal } = value;
  if (typeof literal === 'number' && Math.abs(Math.log10(Math.abs(literal || 1))) <= ORDINARY.most)
    return { ...known(value.value, literal), error: value.error };
  const number = numberSql(value, builder);
  if (number.whole !== undefined) return { ...known(number.value, 0), error: number.error, most: WHOLE_MOST };
  const once = isCheap(number) ? number : builder.share(number);
  // A blank is 0 by a default that need not be asked for where a guard says that there is none.
  const raw = value.type === 'number' && once === number ? value.value : once.value;
  const isColumn = once.atomic && literal === undefined && (value.type === 'number' || once !== number);
  return {
    ...known(once.value, 0),
    raw,
    guards: new Map([
      [once.value, { sql: once.value, raw, constant: !isColumn, scaled: false, divides: false }],
    ]),
    error: once.error,
    most: ORDINARY.most,
    least: -Infinity,
    floored: ORDINARY.least,
  };
}

/** The same with no operand tiny, where its value could be. */
function withFloor(side: Island): Island {
  if (side.least > -Infinity) return side;
  const guards = [...side.guards].map(([sql, operand]) => [sql, { ...operand, scaled: true }] as const);
  return { ...side, guards: new Map(guards), least: side.floored };
}

/** The same as a divisor: an expression that is cheap to repeat, since its being 0 is asked for. */
function divisorOf(side: Island, builder: SqlBuilder): Island {
  if (side.filled) return side;
  const single = side.operands === 1 && isCheap({ value: side.plain, atomic: false });
  const own = withFloor(single ? side : fromValue(builder.share(close(side)), builder));
  const [guarded] = own.guards.values();
  const operand = {
    ...(guarded ?? { sql: own.plain, raw: own.raw, constant: true }),
    scaled: true,
    divides: true,
  };
  return { ...own, guards: new Map([[operand.sql, operand]]) };
}

function combine(left: Island, operator: Operator, right: Island, builder: SqlBuilder): Island {
  const b = operator === '/' ? divisorOf(right, builder) : right;
  const [a, c] = scaled(left, operator, b);
  const result: Island = {
    raw: `(${a.raw} ${operator} ${c.raw})`,
    plain: `(${a.plain} ${operator} ${c.plain})`,
    total: `${FUNCTIONS[operator]}(${a.total}, ${c.total})`,
    guards: union(a.guards, c.guards),
    error: anyError([a, c]),
    operands: a.operands + c.operands,
    ...bounds(a, operator, c),
  };
  const least = result.least > -Infinity ? result.least : result.floored;
  if (result.operands <= ISLAND_OPERANDS && result.most <= SAFE.most && least >= SAFE.least) return result;
  const alone = (side: Island): Island =>
    side.operands > 1 ? fromValue(builder.share(close(side)), builder) : side;
  return combine(alone(left), operator, alone(b), builder);
}

/** The sides with no operand tiny, where a product or quotient of tiny ones could round to 0. */
function scaled(left: Island, operator: Operator, right: Island): [Island, Island] {
  if (operator === '*')
    return [right.least >= 0 ? left : withFloor(left), left.least >= 0 ? right : withFloor(right)];
  return [operator === '/' && right.most > 0 ? withFloor(left) : left, right];
}

function union(
  left: ReadonlyMap<string, Operand>,
  right: ReadonlyMap<string, Operand>,
): ReadonlyMap<string, Operand> {
  const both = new Map(left);
  for (const [sql, operand] of right) {
    const other = both.get(sql);
    both.set(sql, {
      ...operand,
      scaled: operand.scaled || other?.scaled === true,
      divides: operand.divides || other?.divides === true,
    });
  }
  return both;
}

function bounds(
  left: Island,
  operator: Operator,
  right: Island,
): Pick<Island, 'most' | 'least' | 'floored' | 'filled'> {
  if (operator === '*')
    return {
      most: left.most + right.most,
      least: left.least + right.least,
      floored: left.floored + right.floored,
      filled: left.filled && right.filled,
    };
  if (operator === '/')
    return {
      most: left.most - right.least,
      least: left.least - right.most,
      floored: left.floored - right.most,
      filled: left.filled,
    };
  return {
    most: Math.max(left.most, right.most) + 1,
    least: leastOfSum(left, right, 'least'),
    floored: leastOfSum(left, right, 'floored'),
    filled: false,
  };
}

/**
 * What is left of two nearly equal numbers is no smaller than a unit in the last place of the smaller, and beside a number
 * that is never 0 no smaller than a unit in its last place, whatever the other.
 */
function leastOfSum(left: Island, right: Island, of: 'least' | 'floored'): number {
  const beside = [left, right].filter(({ filled }) => filled).map((side) => side[of]);
  return Math.max(Math.min(left[of], right[of]), ...beside) - PLACES;
}
