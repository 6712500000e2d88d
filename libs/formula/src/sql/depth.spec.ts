import type pg from 'pg';
import { check } from '../check/checker';
import { evaluate } from '../evaluate/evaluator';
import { LIMITS } from '../limits';
import { cellSql, cellValue, taggedCellSql } from '../result';
import { type FormulaDatabase, openFormulaDatabase } from '../testing/formula-database';
import { sampleRecord, tag } from '../testing/sample-record';
import { SqlCompiler } from './compiler';

let database: FormulaDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await openFormulaDatabase();
  ({ client } = database);
}, 120_000);
afterAll(() => database.close());

const record = sampleRecord([
  { name: 'N', type: 'number', value: 3 },
  { name: 'T', type: 'text', value: 'a' },
]);

/** The value both engines agree on. */
async function both(source: string): Promise<unknown> {
  const { root, type, problems } = check(source, record.check);
  expect(problems).toEqual([]);
  const { mode } = record.environment;
  const evaluated = tag(cellValue(evaluate(root, record.environment), type, mode));
  const compiler = new SqlCompiler(record.sources, mode);
  const cell = taggedCellSql(cellSql(compiler.add(root), compiler));
  const { rows } = await client.query(`SELECT ${cell} AS cell FROM ${record.from}${compiler.laterals()}`, [
    ...record.parameters,
    ...compiler.parameters,
  ]);
  expect(rows[0].cell).toEqual(evaluated);
  return evaluated;
}

const nested = (before: string, inner: string, after: string, depth: number): string =>
  before.repeat(depth) + inner + after.repeat(depth);

const NESTINGS: readonly [name: string, before: string, after: string][] = [
  ['parentheses', '(', ')'],
  ['signs', '-', ''],
  ['sums', '(1 + ', ')'],
  ['sums to the left', '(', ' - 1)'],
  ['quotients', '(2 / ', ')'],
  ['joins', '("x" & ', ')'],
  ['comparisons', '({N} < ', ')'],
  ['functions of a number', 'ABS(', ')'],
  ['functions of a text', 'TRIM(', ')'],
  ['functions of items', 'SUM(1, ', ')'],
  ['conditions', 'NOT(', ')'],
  ['branches', 'IF({N} > 2, ', ', 1)'],
  ['other branches', 'IF({N} < 2, 1, ', ')'],
  ['branches of several kinds', 'IF({N} > 2, ', ', "x")'],
  ['tests of branches', 'IF(', ', 1, 0)'],
  ['switches', 'SWITCH({N}, 1, 2, ', ')'],
  ['fallbacks', 'IFERROR(', ', 1)'],
  ['names', 'LET(x, 1, ', ')'],
  ['values of names', 'LET(x, ', ', x)'],
  ['lists', 'ARRAYFLATTEN(', ')'],
];

// PostgreSQL runs with its default max_stack_depth.
it.each(NESTINGS)(
  `computes ${LIMITS.depth} levels of %s in both engines and refuses one more`,
  async (_name, before, after) => {
    await both(nested(before, '{N}', after, LIMITS.depth));
    const beyond = check(nested(before, '{N}', after, LIMITS.depth + 1), record.check);
    expect(beyond.problems.map(({ code }) => code)).toContain('too_deep');
  },
  120_000,
);

it.each(['+', '-', '*', '/', '&', '=', '!=', '<', '>='])(
  'computes a chain of 10,000 operators %s in both engines',
  async (operator) => {
    await both(`{N}${` ${operator} {N}`.repeat(10_000)}`);
  },
  120_000,
);

it('computes a chain that alternates between all operators in both engines', async () => {
  await both(`{N}${' + 1 & {T} - 2 * {N} = 5 / 4 < {T}'.repeat(400)}`);
}, 120_000);

it.each([
  ['SUM', 'number'],
  ['CONCATENATE', 'text'],
  ['AND', 'boolean'],
  ['MAX', 'number'],
])(
  'computes a call of %s with 10,000 operands in both engines',
  async (name) => {
    await both(`${name}({N}${', {N}'.repeat(9_999)})`);
  },
  120_000,
);

it('accepts formulas of 100,000 characters and refuses longer ones', async () => {
  const text = `"${'x'.repeat(LIMITS.sourceLength - 2)}"`;
  expect(await both(text)).toBe(text.slice(1, -1));
  expect(check(`${text} `, record.check).problems.map(({ code }) => code)).toEqual(['too_long']);
  await both(`1${' + {N}'.repeat((LIMITS.sourceLength - 1) / 6)}`);
}, 120_000);
