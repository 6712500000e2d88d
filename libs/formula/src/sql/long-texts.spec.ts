import fc from 'fast-check';
import type pg from 'pg';
import { check } from '../check/checker';
import { evaluate } from '../evaluate/evaluator';
import { LIMITS } from '../limits';
import { taggedCellSql } from '../result';
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

/** A text of `units` or a little less: one character over and over, then another end. */
interface LongText {
  char: string;
  units: number;
  end: string;
}
const written = ({ char, units, end }: LongText): string =>
  char.repeat(Math.max(Math.floor((units - end.length) / char.length), 0)) + end;

/** Compares both engines on the formula, and on whether it fails; answers the evaluator's value. */
async function compare(formula: string, A: LongText, B: LongText): Promise<unknown> {
  const record = sampleRecord([
    { name: 'A', type: 'text', value: written(A) },
    { name: 'B', type: 'text', value: written(B) },
    { name: 'N', type: 'number', value: A.units % 3 },
  ]);
  // What is told of a long text: its length, and both of its ends.
  const told = `LET(r, ${formula}, LEN(r) & " " & LEFT(r, 9) & RIGHT(r, 9))`;
  let failed: unknown;
  for (const source of [told, `ISERROR(${formula})`]) {
    const { root, problems } = check(source, record.check);
    expect(problems).toEqual([]);
    const compiler = new SqlCompiler(record.sources);
    const cell = taggedCellSql(compiler.add(root));
    const { rows } = await client.query<{ cell: unknown }>(
      `SELECT ${cell} AS cell FROM ${record.from}${compiler.laterals()}`,
      [...record.parameters, ...compiler.parameters],
    );
    failed = tag(evaluate(root, record.environment));
    expect([source, rows[0]?.cell]).toEqual([source, failed]);
  }
  return failed;
}

const none: LongText = { char: '', units: 0, end: '' };

it.each([
  ['UPPER({A})', 'ΐ', 1 / 3],
  ['UPPER({A})', 'ß', 1 / 2],
  ['UPPER({A}) & "xy"', 'ß', 1 / 2 - 1e-6],
  ['LOWER({A})', 'İ', 1 / 2],
  ['{A} & {A}', '漢', 1 / 2],
  ['{A} & "xyz"', '😀', 1 - 3e-6],
  ['{A} & "-" & {A} & "-" & {A}', 'é', 1 / 3 - 1e-6],
  ['SUBSTITUTE({A}, "é", "abc")', 'é', 1 / 3],
  ['SUBSTITUTE({A}, "é", {A}, 3)', 'é', 1 / 2],
  ['REPLACE({A}, 2, 1, {A})', 'a', 1 / 2],
  ['REPT({A}, 3)', 'é', 1 / 3],
  ['CONCATENATE({A}, LEFT({A}, 9), RIGHT({A}, 11))', 'é', 1 - 2e-5],
  ['IF({N} < 9, {A}) & TRIM({A})', 'é', 1 / 2],
])(
  'lets %s reach the limit and not pass it, in both engines',
  async (formula, char, share) => {
    const most = Math.floor(LIMITS.textLength * share + 1e-3);
    expect(await compare(formula, { char, units: most, end: '' }, none)).toBe(false);
    const more = most + Math.max(char.length, formula.includes('REPLACE') ? 2 : 1);
    expect(await compare(formula, { char, units: more, end: '' }, none)).toBe(true);
  },
  60_000,
);

const longText: fc.Arbitrary<LongText> = fc.record({
  // Of one to four bytes and one or two units, some of which are longer in another case.
  char: fc.constantFrom('a', 'é', 'ß', 'İ', 'ΐ', '漢', '😀', ' '),
  units: fc
    .tuple(fc.constantFrom(1, 2, 3), fc.integer({ min: -3, max: 3 }))
    .map(([share, more]) => Math.min(Math.floor(LIMITS.textLength / share) + more, LIMITS.textLength)),
  end: fc.constantFrom('', 'x', 'ß', '😀', ' '),
});

const FORMULAS = [
  'LOWER(UPPER({A}))',
  'TRIM({A}) & {N}',
  '{A} & {B}',
  '{A} & "-" & {B} & {N} & {A}',
  'UPPER({A}) & LOWER({B})',
  'LEFT({A}, 499999) & RIGHT({B}, 500001)',
  'MID({A}, 3, 999998) & "xyz"',
  'SUBSTITUTE({A}, " ", "")',
  'SUBSTITUTE({A}, "x", {B})',
  'REPLACE({A}, 2, 1, {B})',
  'IF({N} > 1, {A}, {B}) & "x"',
  'IF({N} > 1, UPPER({A}), "none") & UPPER({B})',
  'LET(t, {A} & {B}, IFERROR(t, "too long") & t)',
  'IFERROR(UPPER({A}) & {B}, LOWER({A}))',
  'FIND("x", {A}) & SEARCH("X", {B})',
];

it('finds no difference between the engines on texts about the limit', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...FORMULAS),
      longText,
      fc.oneof(longText, fc.constant(none)),
      async (formula, a, b) => void (await compare(formula, a, b)),
    ),
    { numRuns: Number(process.env['FORMULA_LONG_TEXTS'] ?? 20) },
  );
}, 3_600_000);
