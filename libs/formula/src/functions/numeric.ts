import { exponential, logarithm, raise } from '../elementary';
import { multiple, rounded, type Rounding } from '../rounding';
import { FormulaDate, isDate, type Value } from '../value';
import { type FormulaType, itemType } from '../types';
import { parameter, strict } from './define';
import { sumSql } from '../sql/arithmetic-sql';
import { roundedSql } from '../sql/rounding-sql';
import type { SqlValue } from '../sql/sql-value';
import type { FunctionDefinition, StrictFunction } from './definition';
import { dateResult, numberResult, sqlOf } from './results';

const category = 'numeric' as const;
const number = (): 'number' => 'number';
const value = parameter('number', 'number', 'Number.');
const items = parameter('value…', 'items', 'Numbers or lists of numbers.');

/** Numbers among the items; ticked boxes count as 1, text and blanks are passed over. */
export const numbersAmong = (given: unknown): number[] =>
  (given as readonly Value[]).flatMap((item) =>
    typeof item === 'number' ? [item] : typeof item === 'boolean' ? [item ? 1 : 0] : [],
  );

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** Of a type whose values count among numbers. */
const isNumeric = ({ type }: SqlValue): boolean => type === 'number' || type === 'boolean';

/** A number or box as a number, NULL where blank. */
const numberOrNull = ({ type, value: own }: SqlValue): string =>
  type === 'boolean' ? `CASE ${own} WHEN true THEN 1::float8 WHEN false THEN 0::float8 END` : own;

function rounding(
  name: string,
  mode: Rounding,
  summary: string,
  example: [string, string],
): FunctionDefinition {
  return strict({
    name,
    category,
    summary,
    parameters: [
      value,
      parameter(
        mode === 'half' ? 'places?' : 'places',
        'number',
        'Decimals to keep; negative for tens and hundreds.',
      ),
    ],
    examples: [{ formula: example[0], result: example[1] }],
    result: number,
    evaluate: ([x, places]) => rounded(x as number, (places as number | undefined) ?? 0, mode),
    sql: ([x, places], builder) => numberResult(roundedSql(x as SqlValue, places, mode, builder)),
  });
}

function stepping(
  name: string,
  direction: 1 | -1,
  summary: string,
  example: [string, string],
): FunctionDefinition {
  return strict({
    name,
    category,
    summary,
    parameters: [
      value,
      parameter('significance?', 'number', 'The result is a multiple of this; 1 when left out.'),
    ],
    examples: [{ formula: example[0], result: example[1] }],
    result: number,
    evaluate: ([x, significance]) =>
      multiple(x as number, (significance as number | undefined) ?? 1, direction),
    sql: ([x, significance]) =>
      numberResult(`formula.multiple(${sqlOf(x)}, ${significance?.value ?? '1'}, ${direction})`),
  });
}

function extreme(
  name: string,
  direction: 1 | -1,
  summary: string,
  example: [string, string],
): FunctionDefinition {
  /** Dates only: the result is a date; boxes alone leave the cell blank. */
  const kind = (types: readonly FormulaType[]): FormulaType => {
    const kinds = new Set(types.map(itemType).filter((type) => type !== 'blank'));
    if (kinds.size === 1 && kinds.has('date')) return 'date';
    return kinds.size === 1 && kinds.has('boolean') ? 'blank' : 'number';
  };
  return strict({
    name,
    category,
    summary,
    parameters: [parameter('value…', 'items', 'Numbers, dates or lists of them.')],
    examples: [{ formula: example[0], result: example[1] }],
    result: kind,
    evaluate: ([given], _environment, types) => {
      const type = kind(types);
      if (type === 'blank') return null;
      if (type === 'date') {
        const instants = (given as readonly Value[]).filter(isDate).map(({ ms }) => ms);
        return instants.length === 0
          ? null
          : new FormulaDate(direction > 0 ? Math.max(...instants) : Math.min(...instants));
      }
      const numbers = numbersAmong(given);
      if (numbers.length === 0) return 0;
      return direction > 0 ? Math.max(...numbers) : Math.min(...numbers);
    },
    sql: ([given], _builder, types) => {
      const type = kind(types);
      if (type === 'blank') return { type: 'blank', value: 'NULL::text', error: null, atomic: true };
      if (type === 'date')
        return dateResult(`formula.extreme_date(${sqlOf(given)}, ${direction})`, { present: false });
      return numberResult(`formula.extreme_number(${sqlOf(given)}, ${direction})`);
    },
    scalarSql: (operands, builder, types) => {
      const numbers = operands.filter(isNumeric);
      if (kind(types) !== 'number' || numbers.length === 0) return undefined;
      const finite = numbers.every((operand) => operand.type === 'boolean' || operand.finite === true);
      const own = numbers.map((operand) => numberOrNull(operand));
      // For PostgreSQL NaN is the greatest number: whether there is one shows there.
      if (finite || direction > 0)
        return numberResult(
          `coalesce(${direction > 0 ? 'greatest' : 'least'}(${own.join(', ')}), 0::float8)`,
          {
            finite,
          },
        );
      const shared = own.map((sql) => builder.column(sql));
      return numberResult(
        `CASE WHEN greatest(${shared.join(', ')}) = 'NaN' THEN 'NaN'::float8 ELSE coalesce(least(${shared.join(', ')}), 0::float8) END`,
      );
    },
  });
}

/** A function of one number. */
function unary(
  name: string,
  summary: string,
  example: [string, string],
  evaluate: (x: number) => number,
  sql: (x: string) => string,
): FunctionDefinition {
  return strict({
    name,
    category,
    summary,
    parameters: [value],
    examples: [{ formula: example[0], result: example[1] }],
    result: number,
    evaluate: ([x]) => evaluate(x as number) + 0,
    sql: ([x], builder) => numberResult(sql(builder.column(sqlOf(x)))),
  });
}

/** A function of all items. */
function aggregate(
  name: string,
  summary: string,
  example: [string, string],
  evaluate: (given: readonly Value[]) => number,
  sql: string,
  scalarSql?: StrictFunction['scalarSql'],
): FunctionDefinition {
  return strict({
    name,
    category,
    summary,
    parameters: [items],
    examples: [{ formula: example[0], result: example[1] }],
    result: number,
    evaluate: ([given]) => evaluate(given as readonly Value[]),
    sql: ([given]) => numberResult(`${sql}(${sqlOf(given)})::float8`),
    ...(scalarSql ? { scalarSql } : {}),
  });
}

export const numericFunctions: readonly FunctionDefinition[] = [
  unary('ABS', 'The number without its sign.', ['ABS(-5)', '5'], Math.abs, (x) => `abs(${x})`),
  aggregate(
    'SUM',
    'The sum of numbers; text and blanks count nothing.',
    ['SUM(100, 11, 3.2)', '114.2'],
    (given) => sum(numbersAmong(given)),
    'formula.sum_of',
    (operands, builder) => sumSql(operands.filter(isNumeric), builder),
  ),
  aggregate(
    'AVERAGE',
    'The mean of numbers, blanks left out; NaN when there is none.',
    ['AVERAGE(1, 2, 3)', '2'],
    (given) => {
      const numbers = numbersAmong(given);
      return sum(numbers) / numbers.length;
    },
    'formula.average_of',
  ),
  extreme('MAX', 1, 'The greatest of numbers or dates.', ['MAX(100, 300, 200)', '300']),
  extreme('MIN', -1, 'The least of numbers or dates.', ['MIN(100, 300, 200)', '100']),
  aggregate(
    'COUNT',
    'How many items are numbers.',
    ['COUNT(1, 2, 3, "four")', '3'],
    (given) => given.filter((item) => typeof item === 'number').length,
    'formula.count_of',
  ),
  aggregate(
    'COUNTA',
    'How many items are not empty.',
    ['COUNTA(1, 2, 3, "four", "")', '4'],
    (given) => given.filter((item) => item !== null && item !== '').length,
    'formula.counta_of',
  ),
  aggregate(
    'COUNTALL',
    'How many items there are, empty ones included.',
    ['COUNTALL(1, 2, 3, "four", "")', '5'],
    (given) => given.length,
    'jsonb_array_length',
  ),
  rounding('ROUND', 'half', 'The number rounded, ties upward.', ['ROUND(1234.567, 2)', '1234.57']),
  rounding('ROUNDUP', 'up', 'The number rounded away from zero.', ['ROUNDUP(1.1, 0)', '2']),
  rounding('ROUNDDOWN', 'down', 'The number rounded toward zero.', ['ROUNDDOWN(1.9, 0)', '1']),
  stepping('CEILING', 1, 'The nearest multiple of the significance at or above the number.', [
    'CEILING(1.01, 0.1)',
    '1.1',
  ]),
  stepping('FLOOR', -1, 'The nearest multiple of the significance at or below the number.', [
    'FLOOR(1.99, 0.1)',
    '1.9',
  ]),
  unary(
    'INT',
    'The greatest whole number at or below the number.',
    ['INT(-1.99)', '-2'],
    Math.floor,
    (x) => `floor(${x})`,
  ),
  unary(
    'EVEN',
    'The nearest even number away from zero.',
    ['EVEN(3)', '4'],
    (x) => Math.sign(x) * (Math.abs(x) <= 2 ? (x === 0 ? 0 : 2) : Math.ceil(Math.abs(x) / 2) * 2),
    (x) =>
      `CASE WHEN ${x} = 0 THEN 0 WHEN abs(${x}) <= 2 THEN 2 * sign(${x}) ELSE ceil(abs(${x}) / 2) * 2 * sign(${x}) END`,
  ),
  unary(
    'ODD',
    'The nearest odd number away from zero.',
    ['ODD(2)', '3'],
    (x) => (x === 0 ? 1 : Math.sign(x) * (2 * Math.ceil((Math.abs(x) + 1) / 2) - 1)),
    (x) => `CASE WHEN ${x} = 0 THEN 1 ELSE sign(${x}) * (2 * ceil((abs(${x}) + 1) / 2) - 1) END`,
  ),
  strict({
    name: 'MOD',
    category,
    summary: 'The remainder of a division, with the sign of the dividend.',
    parameters: [value, parameter('divisor', 'number', 'Divisor.')],
    examples: [{ formula: 'MOD(7, 5)', result: '2' }],
    result: number,
    evaluate: ([x, divisor]) => ((x as number) % (divisor as number)) + 0,
    sql: ([x, divisor]) => numberResult(`formula.remainder(${sqlOf(x)}, ${sqlOf(divisor)})`),
  }),
  strict({
    name: 'POWER',
    category,
    summary: 'A number raised to an exponent.',
    parameters: [parameter('base', 'number', 'Base.'), parameter('exponent', 'number', 'Exponent.')],
    examples: [{ formula: 'POWER(2, 10)', result: '1024' }],
    result: number,
    evaluate: ([base, exponent]) => raise(base as number, exponent as number) + 0,
    sql: ([base, exponent]) => numberResult(`formula.raise(${sqlOf(base)}, ${sqlOf(exponent)})`),
  }),
  unary(
    'SQRT',
    'The square root; NaN below zero.',
    ['SQRT(100)', '10'],
    Math.sqrt,
    (x) => `formula.square_root(${x})`,
  ),
  unary('EXP', 'e raised to the number.', ['EXP(0)', '1'], exponential, (x) => `formula.exponential(${x})`),
  strict({
    name: 'LOG',
    category,
    summary: 'The logarithm, to base 10 when no base is given.',
    parameters: [value, parameter('base?', 'number', 'Base.')],
    examples: [{ formula: 'LOG(1024, 2)', result: '10' }],
    result: number,
    evaluate: ([x, base]) => logarithm(x as number, (base as number | undefined) ?? 10),
    sql: ([x, base]) => numberResult(`formula.logarithm(${sqlOf(x)}, ${base?.value ?? '10'})`),
  }),
];
